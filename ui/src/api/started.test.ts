import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { callName, type StartedCall, takeStarted } from "./started";

const answer = (text: string): StartedCall => ({
  answer: Promise.resolve(new Response(text)),
  abort: new AbortController(),
});

let answers: Map<string, StartedCall>;
let settle: () => void;

beforeEach(() => {
  answers = new Map([[callName("/a", "{}"), answer("a")]]);
  const settled = new Promise<void>((done) => {
    settle = done;
  });
  vi.stubGlobal("leatStarted", { page: "/experiments/1/runs", answers, awaited: "/later", settled });
  vi.stubGlobal("location", { pathname: "/experiments/1/runs" });
});
afterEach(() => vi.unstubAllGlobals());

const take = async (address: string, body = "{}") => (await takeStarted(address, body, null))?.text();

it("gives an answer once", async () => {
  expect(await take("/a")).toBe("a");
  expect(await take("/a")).toBeUndefined();
});

it("gives it only to the same call", async () => {
  expect(await take("/a", '{"offset":200}')).toBeUndefined();
  expect(await take("/b")).toBeUndefined();
  expect(await take("/a")).toBe("a");
});

it("gives nothing to a page that one went to later", async () => {
  vi.stubGlobal("location", { pathname: "/experiments/2/runs" });
  expect(await take("/a")).toBeUndefined();
  vi.stubGlobal("location", { pathname: "/experiments/1/runs" });
  expect(await take("/a")).toBeUndefined();
});

it("gives nothing that has waited for long", async () => {
  vi.spyOn(performance, "now").mockReturnValue(31_000);
  expect(await take("/a")).toBeUndefined();
  vi.restoreAllMocks();
});

it("waits for a call that may still be started, and only for that", async () => {
  const later = take("/later");
  answers.set(callName("/later", "{}"), answer("later"));
  settle();
  expect(await later).toBe("later");
  expect(await take("/later", "other")).toBeUndefined();
});

it("gives up what is no longer wanted", async () => {
  const call = answers.get(callName("/a", "{}"));
  const request = new AbortController();
  await takeStarted("/a", "{}", request.signal);
  request.abort();
  expect(call?.abort.signal.aborted).toBe(true);
});
