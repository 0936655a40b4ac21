import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { getHistories, type History, historyKeys } from "../api/histories";
import type { Metric, Run } from "../api/run";

/** Points of a spark line: enough for its pixels, and the extremes are among them. */
const points = 100;

/** Thinned histories of the metrics that came into view, by key. They are read in groups, each once it is looked at. */
export function useHistories(run: Run, metrics: readonly Metric[]) {
  const runId = run.info.run_id;
  const groups = useMemo(() => inGroups([...new Set(metrics.map(({ key }) => key))]), [metrics]);
  const groupOf = useMemo(() => new Map(groups.flatMap((keys, group) => keys.map((key) => [key, group]))), [groups]);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const onView = useCallback(
    (rows: readonly Metric[]) => {
      const next = rows.map(({ key }) => groupOf.get(key) ?? 0);
      setSeen((before) => (next.every((group) => before.has(group)) ? before : new Set([...before, ...next])));
    },
    [groupOf],
  );
  const histories = useQueries({
    queries: groups.map((keys, group) => ({
      queryKey: ["spark histories", runId, keys, lastSteps(metrics, keys)],
      queryFn: ({ signal }: { signal: AbortSignal }) => getHistories([runId], keys, points, signal),
      enabled: seen.has(group),
      staleTime: Number.POSITIVE_INFINITY,
      // While a run goes on, the line that was there stays until the next one is.
      placeholderData: (before: History[] | undefined) => before,
    })),
    combine: byKey,
  });
  return { histories, onView };
}

// One function for all renderings, so that the answer stays the same while its parts do.
function byKey(answers: readonly { data: History[] | undefined }[]): ReadonlyMap<string, History> {
  return new Map(answers.flatMap(({ data }) => data ?? []).map((history) => [history.key, history]));
}

function inGroups(keys: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(keys.length / historyKeys) }, (_, group) =>
    keys.slice(group * historyKeys, (group + 1) * historyKeys),
  );
}

/** Changes when any of the metrics got a newer point, and only then. */
function lastSteps(metrics: readonly Metric[], keys: readonly string[]): number {
  const wanted = new Set(keys);
  let newest = 0;
  for (const { key, timestamp } of metrics) if (wanted.has(key) && timestamp > newest) newest = timestamp;
  return newest;
}
