import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TablePage } from "../api/runsTable";
import { cellOf, KEPT_PAGES, PAGE_ROWS, RowCache, RowPages } from "./rows";
import { Tree } from "./tree";

interface Request {
  offset: number;
  signal: AbortSignal;
  answer: (page: TablePage) => void;
  fail: (error: unknown) => void;
}

/** A server with so many runs, which answers when told. */
function server(total: number) {
  const requests: Request[] = [];
  const rows = new RowPages(
    (offset, signal) => new Promise((answer, fail) => requests.push({ offset, signal, answer, fail })),
  );
  rows.subscribe(() => {});
  const page = (offset: number, mark = "") => {
    const count = Math.max(0, Math.min(PAGE_ROWS, total - offset));
    const ids = Array.from({ length: count }, (_, i) => `run${offset + i}${mark}`);
    return new TablePage({
      run_ids: ids,
      columns: [{ name: "run_name", values: ids }],
      ...(offset + count < total ? { next_page_token: "more" } : {}),
    });
  };
  const open = () => requests.filter((each) => !each.signal.aborted);
  /** Answers all that is open, and what is asked for because of that. */
  const settle = async (mark = "") => {
    while (requests.length > 0) {
      const request = requests.shift();
      if (request && !request.signal.aborted) request.answer(page(request.offset, mark));
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  return { rows, requests, open, settle, page };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("rows", () => {
  it("are fetched where they are seen, then ahead", async () => {
    const { rows, requests, settle } = server(100_000);
    rows.look(50_000, 50_040);
    expect(requests.map((each) => each.offset)).toEqual([50_000]);
    await settle();
    expect(cellOf(rows.at(50_003) ?? never(), "run_name")).toBe("run50003");
    expect(rows.at(50_000 + 3 * PAGE_ROWS - 1)?.runId).toBe("run50599");
    expect(rows.at(50_000 + 3 * PAGE_ROWS)).toBeUndefined();
    expect(rows.at(49_999)).toBeUndefined();
  });

  it("are not fetched ahead at the top, but with the first step down", async () => {
    const { rows, settle } = server(100_000);
    rows.look(0, 40);
    await settle();
    expect([...rows.pages()]).toHaveLength(1);
    rows.look(1, 41);
    await settle();
    expect([...rows.pages()]).toHaveLength(3);
  });

  it("are the same objects each time, so that nothing is drawn anew", async () => {
    const { rows, settle } = server(1_000);
    rows.look(0, 40);
    await settle();
    expect(rows.at(3)).toBe(rows.at(3));
    const before = new Tree().over(rows, 1_000).at(3);
    expect(new Tree().over(rows, 1_000).at(3)).toBe(before);
  });

  it("are fetched ahead backwards when scrolling up", async () => {
    const { rows, settle } = server(100_000);
    rows.look(50_000, 50_040);
    await settle();
    rows.look(49_990, 50_030);
    await settle();
    expect(rows.at(49_400)?.runId).toBe("run49400");
    expect(rows.at(49_399)).toBeUndefined();
  });

  it("that left the view are abandoned", async () => {
    const { rows, requests, open } = server(100_000);
    rows.look(0, 40);
    rows.look(60_000, 60_040);
    await vi.advanceTimersByTimeAsync(100);
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(open().map((each) => each.offset)).toEqual([60_000]);
  });

  it("that are dragged past are not asked for", async () => {
    const { rows, requests } = server(100_000);
    for (let first = 0; first < 90_000; first += 1_000) rows.look(first, first + 40);
    await vi.advanceTimersByTimeAsync(100);
    expect(requests.map((each) => each.offset)).toEqual([0, 89_000]);
  });

  it("seen last are kept, others go", async () => {
    const { rows, settle } = server(100_000);
    for (let page = 0; page < 60; page++) {
      rows.look(page * PAGE_ROWS, page * PAGE_ROWS + 40);
      await settle();
    }
    expect([...rows.pages()].length).toBe(KEPT_PAGES);
    expect(rows.at(0)).toBeUndefined();
    expect(rows.at(59 * PAGE_ROWS)).toBeDefined();
  });

  it("know their end, also when it was passed", async () => {
    const { rows, settle } = server(1_050);
    rows.look(0, 40);
    await settle();
    expect(rows.end).toBeUndefined();
    expect(rows.known).toBeGreaterThan(PAGE_ROWS);
    rows.look(5_000, 5_040);
    await settle();
    rows.look(1_030, 1_050);
    await settle();
    expect(rows.end).toBe(1_050);
    expect(rows.at(1_049)?.runId).toBe("run1049");
  });

  it("stay while they are fetched anew", async () => {
    const { rows, settle } = server(1_000);
    rows.look(0, 40);
    await settle();
    rows.refresh();
    expect(rows.at(0)?.runId).toBe("run0");
    await settle("b");
    expect(rows.at(0)?.runId).toBe("run0b");
    expect(rows.indexOf("run7b")).toBe(7);
    expect(rows.indexOf("run7")).toBeUndefined();
  });

  it("are fetched by whoever comes to see them, and abandoned by the last who leaves", () => {
    const signals: AbortSignal[] = [];
    const rows = new RowPages((_, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    rows.look(0, 40);
    expect(signals).toEqual([]);
    const leave = rows.subscribe(() => {});
    expect(signals.length).toBe(1);
    leave();
    expect(signals[0]?.aborted).toBe(true);
  });

  it("show newer values without moving", async () => {
    const { rows, settle } = server(1_000);
    rows.look(0, 3);
    await settle();
    expect([...rows.inView()].map((ref) => ref.runId)).toEqual(["run0", "run1", "run2"]);
    rows.renew(new TablePage({ run_ids: ["run1"], columns: [{ name: "run_name", values: ["newer"] }] }));
    expect(cellOf(rows.at(1) ?? never(), "run_name")).toBe("newer");
    rows.refresh();
    await settle();
    expect(cellOf(rows.at(1) ?? never(), "run_name")).toBe("run1");
  });

  it("say why they are missing, and can be asked for again", async () => {
    const { rows, requests, settle } = server(1_000);
    rows.look(0, 40);
    requests.shift()?.fail(new Error("no"));
    await vi.advanceTimersByTimeAsync(1);
    expect(rows.error).toEqual(new Error("no"));
    rows.look(1, 41);
    expect(requests).toEqual([]);
    rows.retry();
    await settle();
    expect(rows.error).toBeUndefined();
    expect(rows.at(0)).toBeDefined();
  });
});

it("keeps the searches seen last", () => {
  const cache = new RowCache(2);
  const fetch = () => new Promise<TablePage>(() => {});
  const a = cache.get("a", fetch);
  cache.get("b", fetch);
  expect(cache.get("a", fetch)).toBe(a);
  cache.get("c", fetch);
  expect(cache.get("a", fetch)).toBe(a);
  const b = cache.get("b", fetch);
  expect(b).not.toBe(a);
});

function never(): never {
  throw new Error("The row is missing.");
}
