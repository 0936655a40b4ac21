import { useQueryClient } from "@tanstack/react-query";
import { changeRuns, type RunChange } from "../api/changeRuns";
import { messageOf } from "../api/errors";
import { fetchTable } from "../api/runsTable";
import { count, visible } from "../kit/format";
import { toast } from "../kit/Toasts";
import { performed } from "../kit/undo";
import { keyColumn } from "../table/columns";
import { refreshRows } from "./useRows";

function runsOf(number: number): string {
  return number === 1 ? "1 run" : `${count(number)} runs`;
}

/** Changes of runs that can be taken back. */
export function useRunWrites() {
  const queries = useQueryClient();

  const refresh = () => {
    refreshRows();
    void queries.invalidateQueries({ queryKey: ["runs/count"] });
    void queries.invalidateQueries({ queryKey: ["run"] });
  };

  /** Does it, and says of which runs it was done. */
  const apply = async (runIds: readonly string[], change: RunChange): Promise<readonly string[]> => {
    const { done, failure } = await changeRuns(runIds, change);
    refresh();
    if (failure === undefined) return done;
    const left = runIds.length - done.length;
    const which = runIds.length === 1 ? "" : `${runsOf(left)} of ${count(runIds.length)} stayed as they were. `;
    toast({ text: which + failure, failed: true });
    return done;
  };

  const both = async (runIds: readonly string[], text: (done: number) => string, there: RunChange, back: RunChange) => {
    const done = await apply(runIds, there);
    if (done.length > 0)
      performed({ text: text(done.length), undo: () => apply(done, back), redo: () => apply(done, there) });
  };

  const remove = (runIds: readonly string[]) =>
    both(runIds, (done) => `Deleted ${runsOf(done)}.`, { kind: "delete" }, { kind: "restore" });

  const restore = (runIds: readonly string[]) =>
    both(runIds, (done) => `Restored ${runsOf(done)}.`, { kind: "restore" }, { kind: "delete" });

  const rename = (runId: string, before: string, name: string) =>
    both([runId], () => `Renamed to ${visible(name)}.`, { kind: "rename", name }, { kind: "rename", name: before });

  /** Undoing gives each run back the value that it had. */
  const tag = async (runIds: readonly string[], key: string, value: string) => {
    const before = await valuesOf(runIds, key);
    const there: RunChange = { kind: "setTag", key, value };
    const done = await apply(runIds, there);
    if (done.length === 0) return;
    const undo = async () => {
      for (const [old, ids] of groups(done, before))
        await apply(ids, old === undefined ? { kind: "removeTag", key } : { kind: "setTag", key, value: old });
    };
    performed({ text: `Tagged ${runsOf(done.length)}.`, undo, redo: () => apply(done, there) });
  };

  return { remove, restore, rename, tag, refresh };
}

/** The most runs that are asked for by their ids. */
const PAGE = 1000;

async function valuesOf(runIds: readonly string[], key: string): Promise<Map<string, string>> {
  const column = keyColumn("tag", key).name;
  const values = new Map<string, string>();
  for (let at = 0; at < runIds.length; at += PAGE) {
    const page = await fetchTable({ run_ids: runIds.slice(at, at + PAGE), columns: [column] });
    for (const [row, runId] of page.runIds.entries()) {
      const value = page.cell(row, column);
      if (typeof value === "string") values.set(runId, value);
    }
  }
  return values;
}

function groups(runIds: readonly string[], values: ReadonlyMap<string, string>): Map<string | undefined, string[]> {
  const found = new Map<string | undefined, string[]>();
  for (const id of runIds) {
    const value = values.get(id);
    const ids = found.get(value);
    if (ids) ids.push(id);
    else found.set(value, [id]);
  }
  return found;
}

/** Runs something that reads first, and says why it could not. */
export async function attempt(what: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    toast({ text: `${what} ${messageOf(error)}`, failed: true });
  }
}
