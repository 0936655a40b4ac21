import type { MetricValue } from "../kit/format";
import { leat } from "./client";

/** A metric's history thinned to some points; its extremes are among them. */
export interface History {
  run_id: string;
  key: string;
  /** How many points the server has. */
  total: number;
  thinned: boolean;
  steps: number[];
  values: MetricValue[];
}

/** The most metrics of one call. */
export const historyKeys = 100;

/** Histories thinned to about `points` each. At most `historyKeys` metrics and 100 runs. */
export async function getHistories(
  runIds: readonly string[],
  keys: readonly string[],
  points: number,
  signal?: AbortSignal,
): Promise<History[]> {
  const answer = await leat<{ series?: History[] }>(
    "metrics/history",
    { run_ids: runIds, metric_keys: keys, max_points: points },
    { signal },
  );
  return answer.series ?? [];
}
