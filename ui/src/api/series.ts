/** Histories of metrics, thinned by the server for a chart: typed columns, never objects per point. */
import { leat } from "./client";

export type SeriesAxis = "step" | "time";

export interface SeriesRequest {
  /** 1 to 100 runs. */
  runIds: readonly string[];
  /** 1 to 100 metrics. */
  keys: readonly string[];
  axis: SeriesAxis;
  /** First and last step or timestamp wanted. */
  start?: number | undefined;
  end?: number | undefined;
  /** The most points of one series, 10 to 20,000; runs × metrics × points at most 1,000,000. */
  maxPoints: number;
}

/** One history: columns of one length, in the order of the axis. */
export interface Series {
  runId: string;
  key: string;
  /** How many points were logged in the range; more than are here if the server thinned them. */
  total: number;
  thinned: boolean;
  steps: Float64Array;
  /** Unix milliseconds. */
  times: Float64Array;
  values: Float64Array | Float32Array;
}

/** The most points that one call may ask for. */
export const MAX_POINTS_A_CALL = 1_000_000;
export const MAX_RUNS_A_CALL = 100;

interface HistoryAnswer {
  series?: {
    run_id: string;
    key: string;
    total: number;
    thinned?: boolean;
    steps: number[];
    timestamps: number[];
    values: (number | string)[];
  }[];
}

/** The series that have points in the range, in the order of runs, then of keys. */
export async function fetchSeries(request: SeriesRequest, signal?: AbortSignal): Promise<Series[]> {
  const answer = await leat<HistoryAnswer>(
    "metrics/history",
    {
      run_ids: request.runIds,
      metric_keys: request.keys,
      x_axis: request.axis,
      max_points: request.maxPoints,
      ...(request.start === undefined ? {} : { start: request.start }),
      ...(request.end === undefined ? {} : { end: request.end }),
    },
    { signal },
  );
  return (answer.series ?? []).map((series) => ({
    runId: series.run_id,
    key: series.key,
    total: series.total,
    thinned: series.thinned ?? false,
    steps: Float64Array.from(series.steps),
    times: Float64Array.from(series.timestamps),
    values: Float64Array.from(series.values, numberIn),
  }));
}

/** JSON has no word for NaN and the infinities: they are texts. MLflow's stores keep an infinity as the largest double. */
function numberIn(written: number | string): number {
  const value = Number(written);
  return Math.abs(value) === Number.MAX_VALUE ? value * 2 : value;
}
