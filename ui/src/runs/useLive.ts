import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CountAnswer } from "../api/runsColumns";
import { fetchTable, type TableQuery } from "../api/runsTable";
import { cellOf, type RowPages } from "../table/rows";

/** How often running runs in view are asked for, in ms. */
export const LIVE = 10_000;
/** How often it is looked whether a first run has come, in ms. */
const FIRST = 3_000;

/** Keeps the values of running runs in view new, and looks for runs where there are none. What they log anew becomes a column. */
export function useLive(pages: RowPages, query: TableQuery): void {
  const queries = useQueryClient();
  const columns = query.columns.join("\n");
  const isEmpty = pages.end === 0;
  useEffect(() => {
    const request = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      const lookForKeys = () => void queries.invalidateQueries({ queryKey: ["runs/columns"] });
      if (isEmpty) {
        lookForKeys();
        return pages.refresh();
      }
      const running = [...pages.inView()].filter((ref) => cellOf(ref, "status") === "RUNNING");
      if (running.length === 0) return;
      lookForKeys();
      const runIds = running.map((ref) => ref.runId);
      try {
        pages.renew(await fetchTable({ run_ids: runIds, columns: columns.split("\n") }, { signal: request.signal }));
      } catch {
        // What is shown stays; the next time may succeed.
      }
    };
    const timer = setInterval(() => void look(), isEmpty ? FIRST : LIVE);
    return () => {
      clearInterval(timer);
      request.abort();
    };
  }, [pages, columns, isEmpty, queries]);
}

/** How many runs match that did not when the rows were fetched: they wait, so that no row moves under the hand. */
export function useNewRuns(pages: RowPages, matching: CountAnswer | undefined): number {
  const [base, setBase] = useState({ pages, refreshes: pages.refreshes, count: matching?.count });
  const isSame = base.pages === pages && base.refreshes === pages.refreshes;
  if (!isSame) setBase({ pages, refreshes: pages.refreshes, count: undefined });
  else if (base.count === undefined && matching) setBase({ ...base, count: matching.count });
  if (!isSame || base.count === undefined || !matching) return 0;
  return Math.max(0, matching.count - base.count);
}
