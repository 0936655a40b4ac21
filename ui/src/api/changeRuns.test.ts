import { afterEach, expect, it, vi } from "vitest";
import { changeRuns } from "./changeRuns";

afterEach(() => void vi.unstubAllGlobals());

/** A server that refuses some runs, and as a whole from some call on. */
function serve(refused: readonly string[], calls: object[], brokenFrom = Number.POSITIVE_INFINITY): void {
  vi.stubGlobal("document", { baseURI: "http://leat.test/" });
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    expect(address).toBe("http://leat.test/ajax-api/leat/1.0/runs/bulk");
    const body = JSON.parse(String(init.body)) as { run_ids: string[]; action: object };
    calls.push(body.action);
    if (calls.length > brokenFrom) return new Response(JSON.stringify({ message: "Full." }), { status: 507 });
    const failed = body.run_ids.filter((id) => refused.includes(id));
    return new Response(JSON.stringify({ failed: failed.map((run_id) => ({ run_id, message: `No run ${run_id}.` })) }));
  });
}

const ids = Array.from({ length: 4500 }, (_, i) => `r${i}`);

it("changes what it can, and says why it could not change the rest", async () => {
  const calls: object[] = [];
  serve(["r7", "r4000"], calls);
  const { done, failure } = await changeRuns(ids, { kind: "setTag", key: "team", value: "a" });
  expect(done).toEqual(ids.filter((id) => id !== "r7" && id !== "r4000"));
  expect(failure).toBe("No run r7.");
  expect(calls).toEqual(Array(3).fill({ set_tags: { team: "a" } }));
});

it("stops at a call that fails as a whole, and tells what was done before", async () => {
  serve([], [], 1);
  const { done, failure } = await changeRuns(ids, { kind: "delete" });
  expect(done).toEqual(ids.slice(0, 2000));
  expect(failure).toBe("Full.");
});
