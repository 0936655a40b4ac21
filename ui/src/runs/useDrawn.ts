import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchTable } from "../api/runsTable";
import { useRunLooks } from "../kit/useRunLooks";
import { cellOf, type RowPages, type RowRef } from "../table/rows";
import { drawnColumns } from "./query";
import type { RunsState } from "./state";

/** A run that is drawn in charts. */
export interface DrawnRun {
  runId: string;
  name: string;
  runColor?: string | undefined;
  /** Unix ms. */
  startTime?: number | undefined;
  running: boolean;
}

/** Ids of the runs that are drawn: only some, or the first of the view and what was added, without what was hidden. */
export function drawnIds(state: RunsState, first: readonly string[]): string[] {
  if (state.only) return [...state.only];
  const hidden = new Set(state.hide);
  const ids = new Set([...first.slice(0, state.top), ...state.show]);
  return [...ids].filter((id) => !hidden.has(id));
}

/** What changes in the state when runs are drawn or no longer drawn. */
export function drawChange(
  state: RunsState,
  first: readonly string[],
  runIds: readonly string[],
  drawn: boolean,
): Partial<RunsState> {
  const ids = new Set(runIds);
  const others = (list: readonly string[]) => list.filter((id) => !ids.has(id));
  if (state.only) return { only: drawn ? [...others(state.only), ...runIds] : others(state.only) };
  const isFirst = new Set(first.slice(0, state.top));
  if (drawn)
    return { hide: others(state.hide), show: [...others(state.show), ...runIds.filter((id) => !isFirst.has(id))] };
  return { show: others(state.show), hide: [...others(state.hide), ...runIds.filter((id) => isFirst.has(id))] };
}

/** What charts need of a row that has `drawnColumns`. */
export function drawnOf(ref: RowRef): DrawnRun {
  const start = cellOf(ref, "start_time");
  const colour = cellOf(ref, "tags.mlflow.runColor");
  return {
    runId: ref.runId,
    name: String(cellOf(ref, "run_name") ?? ref.runId),
    runColor: typeof colour === "string" ? colour : undefined,
    startTime: typeof start === "number" ? start : undefined,
    running: cellOf(ref, "status") === "RUNNING",
  };
}

/** The drawn runs with their looks. The lists stay the same while the runs do, whatever rows arrive. */
export function useDrawn(state: RunsState, pages: RowPages, version: number) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that pages have come.
  const first = useMemo(
    () => Array.from({ length: state.top }, (_, i) => pages.at(i)?.runId).filter((id) => id !== undefined),
    [pages, version, state.top],
  );
  const key = drawnIds(state, first).join(",");
  const ids = useMemo(() => (key === "" ? [] : key.split(",")), [key]);
  const missing = ids.filter((id) => pages.indexOf(id) === undefined).sort();
  const others = useQuery({
    queryKey: ["runs/table", "names", missing],
    queryFn: ({ signal }) => fetchTable({ run_ids: missing, columns: drawnColumns }, { signal }),
    enabled: missing.length > 0 && !pages.isEmpty,
    staleTime: 60_000,
  });
  const found = new Map<string, DrawnRun>();
  for (const id of ids) {
    const at = pages.indexOf(id);
    const ref = at === undefined ? undefined : pages.at(at);
    if (ref) found.set(id, drawnOf(ref));
  }
  for (const [row, runId] of (others.data?.runIds ?? []).entries())
    if (others.data && !found.has(runId)) found.set(runId, drawnOf({ page: others.data, row, runId }));
  const described = JSON.stringify(ids.map((id) => found.get(id) ?? { runId: id, name: id, running: false }));
  const runs = useMemo(() => JSON.parse(described) as DrawnRun[], [described]);
  const looks = useRunLooks(runs);
  return { first, runs, looks };
}
