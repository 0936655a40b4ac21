import { expect, it } from "vitest";
import { TablePage } from "../api/runsTable";
import { RowPages, type RowRef } from "./rows";
import { Tree } from "./tree";

function refs(...runIds: string[]): RowRef[] {
  const page = new TablePage({ run_ids: runIds, columns: [] });
  return runIds.map((runId, row) => ({ page, row, runId }));
}

async function pagesOf(...runIds: string[]): Promise<RowPages> {
  const rows = new RowPages(async () => new TablePage({ run_ids: runIds, columns: [] }));
  const arrived = new Promise<void>((resolve) => rows.subscribe(resolve));
  rows.look(0, runIds.length);
  await arrived;
  return rows;
}

async function show(tree: Tree, ...runIds: string[]): Promise<string> {
  const rows = tree.over(await pagesOf(...runIds), runIds.length);
  return Array.from({ length: rows.count }, (_, i) => {
    const row = rows.at(i);
    return `${"-".repeat(row?.depth ?? 0)}${row?.ref.runId}`;
  }).join(" ");
}

it("puts child runs below their parents", async () => {
  const tree = new Tree().open("c", refs("c1", "c2")).open("a", refs("a1"));
  expect(await show(tree, "a", "b", "c", "d")).toBe("a -a1 b c -c1 -c2 d");
  expect(tree.isOpen("a")).toBe(true);
  expect(tree.isOpen("b")).toBe(false);
});

it("opens child runs of child runs, and closes all below a run", async () => {
  const tree = new Tree().open("a", refs("a1", "a2")).open("a1", refs("x", "y"));
  expect(await show(tree, "a", "b")).toBe("a -a1 --x --y -a2 b");
  expect(tree.isOpen("a1")).toBe(true);
  expect(await show(tree.close("a1"), "a", "b")).toBe("a -a1 -a2 b");
  expect(await show(tree.close("a"), "a", "b")).toBe("a b");
});

it("follows runs to their new places, and waits for those that are not here", async () => {
  const tree = new Tree().open("a", refs("a1"));
  expect(await show(tree, "new", "a")).toBe("new a -a1");
  expect(await show(tree, "b", "c")).toBe("b c");
});

it("knows the place in the search", async () => {
  const rows = new Tree().open("a", refs("a1", "a2")).over(await pagesOf("a", "b", "c"), 3);
  expect([0, 1, 2, 3, 4].map((index) => rows.searchIndex(index))).toEqual([0, 0, 0, 1, 2]);
});

it("knows where a run stands, also below another", async () => {
  const tree = new Tree().open("c", refs("c1", "c2")).open("a", refs("a1"));
  const rows = tree.over(await pagesOf("a", "b", "c", "d"), 4);
  for (let at = 0; at < rows.count; at++) expect(rows.indexOf(rows.at(at)?.ref.runId ?? "")).toBe(at);
  expect(rows.indexOf("elsewhere")).toBeUndefined();
});
