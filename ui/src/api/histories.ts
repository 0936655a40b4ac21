import { leat } from "./client";
import type { Wire } from "./wire";

/** A metric's history thinned to some points; its extremes are among them. One without points is not answered. */
export type History = Wire<"ThinnedHistory"> & Required<Pick<Wire<"ThinnedHistory">, "steps" | "values">>;

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
