import { useLayoutEffect, useRef } from "react";
import type { TableActions } from "./actions";
import type { TreeRows } from "./tree";

interface Input {
  /** The run that is shown beside the table, if one is. */
  peeked: string | undefined;
  rows: TreeRows;
  actions: TableActions;
  /** The row of the keyboard. */
  row: number;
  /** Makes a row that of the keyboard, and brings it into view. */
  show: (row: number) => void;
}

/**
 * Keeps the run beside the table and the row of the keyboard together: a run that was chosen elsewhere brings its row, once it is
 * here; another row brings its run.
 */
export function usePeeked({ peeked, rows, actions, row, show }: Input): (row: number) => void {
  const seen = useRef<string | undefined>(undefined);
  // The address follows later than the keyboard, which must not be brought back to where it was.
  const asked = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (seen.current === peeked) return;
    const at = peeked === undefined ? undefined : rows.indexOf(peeked);
    if (peeked !== undefined && at === undefined) return;
    seen.current = peeked;
    if (asked.current !== undefined && peeked !== undefined && asked.current !== peeked) return;
    asked.current = undefined;
    if (at !== undefined && at !== row) show(at);
  });
  return (next) => {
    const runId = rows.at(next)?.ref.runId;
    if (peeked === undefined || runId === undefined || runId === peeked) return;
    asked.current = runId;
    actions.follow(runId);
  };
}
