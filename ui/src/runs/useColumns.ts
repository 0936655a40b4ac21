import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchKeys, type KeyKind } from "../api/runsColumns";
import type { Column } from "../table/columns";
import { cellOf, type RowPages } from "../table/rows";
import type { RunsState } from "./state";
import { keysQuery, keysWanted, shownColumns, suggested } from "./wanted";

/** Rows looked at for params that differ. */
const ROWS = 200;

export interface Columns {
  /** Those to ask for; undefined until it is known which there are. */
  wanted: readonly Column[] | undefined;
  /** Those to show, without what is pinned. */
  shown: readonly Column[];
  pinned: readonly Column[];
  /** Whether somebody chose them. */
  chosen: boolean;
}

function useKeys(kind: KeyKind, experimentIds: readonly string[] | undefined, count: number, enabled: boolean) {
  return useQuery({
    queryKey: ["runs/columns", experimentIds, kind, count],
    queryFn: ({ signal }) => fetchKeys(keysQuery(experimentIds ?? [], kind, count), { signal }),
    enabled: enabled && experimentIds !== undefined,
    staleTime: 60_000,
  });
}

/** The columns of the page: those of the address, or the metrics and the params that differ. */
export function useColumns(experimentIds: readonly string[] | undefined, state: RunsState): Columns {
  const chosen = state.cols !== undefined;
  const metrics = useKeys("metric", experimentIds, keysWanted.metric, !chosen);
  const params = useKeys("param", experimentIds, keysWanted.param, !chosen);
  const several = (experimentIds?.length ?? 0) > 1;
  const cols = state.cols?.join("\n");
  const pins = state.pin.join("\n");
  const ready = chosen || (!metrics.isPending && !params.isPending);
  return useMemo(() => {
    const address = { cols: cols?.split("\n"), pin: pins.split("\n") };
    const { pinned, shown } = shownColumns(address, () =>
      suggested(metrics.data?.columns, params.data?.columns, several),
    );
    return { wanted: ready ? [...pinned, ...shown] : undefined, shown, pinned, chosen };
  }, [cols, pins, ready, chosen, several, metrics.data, params.data]);
}

/** Whether a column has the same value in all rows that are here, of which there are several. */
export function isEqual(pages: RowPages, column: Column): boolean {
  let seen = 0;
  let first: string | undefined;
  for (const page of pages.pages()) {
    if (!page.has(column.name)) continue;
    for (const [row, runId] of page.runIds.entries()) {
      const value = JSON.stringify(cellOf({ page, row, runId }, column.name));
      first ??= value;
      if (value !== first) return false;
      if (++seen >= ROWS) return true;
    }
  }
  return seen > 1;
}

export interface Differing {
  /** The columns that scroll. */
  shown: readonly Column[];
  /** Those with the same value in all rows: left out of `shown` unless somebody chose the columns. */
  equal: readonly Column[];
}

/** Leaves out params that do not differ, unless somebody chose the columns. Decided by the first rows, and kept while one scrolls. */
export function useDiffering(columns: Columns, pages: RowPages): Differing {
  const isThere = !pages.isEmpty;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes later must not move columns under the hand.
  return useMemo(() => {
    if (!isThere) return { shown: columns.shown, equal: [] };
    const may = columns.shown.filter((column) => columns.chosen || column.kind === "param");
    const equal = new Set(may.filter((column) => isEqual(pages, column)));
    return {
      shown: columns.chosen ? columns.shown : columns.shown.filter((column) => !equal.has(column)),
      equal: [...equal],
    };
  }, [columns, isThere]);
}
