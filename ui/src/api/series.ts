/** Histories of metrics, thinned by the server for a chart: typed columns, never objects per point. */
import { leat, leatBytes } from "./client";
import { FRAMES, type Frame, readFrames } from "./seriesFrames";
import type { Wire } from "./wire";

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
  /** Series that are here already: those that have not changed are not sent again. */
  have?: readonly Series[] | undefined;
}

/** One history: columns of one length, in the order of the axis. */
export interface Series {
  runId: string;
  key: string;
  /** How many points were logged in the range; more than are here if the server thinned them. */
  total: number;
  thinned: boolean;
  axis: SeriesAxis;
  /** Changes whenever points are added. */
  version?: string | undefined;
  /** Along the axis: steps, or Unix milliseconds. */
  x: Float64Array;
  /** As precise as can be drawn. */
  values: Float64Array | Float32Array;
}

/** The most points that one call may ask for, of how many runs, and of one series. */
export const MAX_POINTS_A_CALL = 1_000_000;
export const MAX_RUNS_A_CALL = 100;
const MAX_POINTS = 20_000;

const PATH = "metrics/history";

/** The series that have points in the range, in the order of runs, then of keys. */
export async function fetchSeries(request: SeriesRequest, signal?: AbortSignal): Promise<Series[]> {
  const { runIds, keys, axis, start, end, maxPoints, have = [] } = request;
  const known = Object.fromEntries(have.map((series) => [`${series.runId}/${series.key}`, series.version]));
  const response = await leatBytes(
    PATH,
    {
      run_ids: runIds,
      metric_keys: keys,
      x_axis: axis,
      max_points: maxPoints,
      columns: [axis, "value"],
      ...(start !== undefined && { start }),
      ...(end !== undefined && { end }),
      ...(have.some((series) => series.version) && { known }),
    },
    FRAMES,
    { signal },
  );
  if (!response.headers.get("Content-Type")?.startsWith(FRAMES))
    return (((await response.json()) as HistoryAnswer).series ?? []).map((series) => seriesOf(series, axis));
  return readFrames(await response.arrayBuffer()).map((frame) => {
    const same = frame.unchanged && have.find((each) => each.runId === frame.run_id && each.key === frame.key);
    return same || seriesOfFrame(frame, axis);
  });
}

function seriesOfFrame(frame: Frame, axis: SeriesAxis): Series {
  const values = frame.columns.get("value") ?? new Float32Array();
  const x = frame.columns.get(axis) ?? new Float64Array();
  return {
    runId: frame.run_id,
    key: frame.key,
    total: frame.total ?? values.length,
    thinned: frame.thinned ?? false,
    axis,
    version: frame.version,
    x: x instanceof Float64Array ? x : Float64Array.from(x),
    values,
  };
}

type HistoryAnswer = Wire<"GetThinnedHistoriesResponse">;

function seriesOf(series: Wire<"ThinnedHistory">, axis: SeriesAxis): Series {
  return {
    runId: series.run_id,
    key: series.key,
    total: series.total,
    thinned: series.thinned ?? false,
    axis,
    version: series.version,
    x: Float64Array.from((axis === "step" ? series.steps : series.timestamps) ?? []),
    values: Float64Array.from(series.values ?? [], numberIn),
  };
}

/** JSON has no word for NaN and the infinities: they are texts. MLflow's stores keep an infinity as the largest double. */
function numberIn(written: number | string): number {
  const value = Number(written);
  return Math.abs(value) === Number.MAX_VALUE ? value * 2 : value;
}

/** A point with all that was logged of it. */
export interface Point {
  step: number;
  /** Unix ms. */
  time: number;
  value: number;
}

/** Points to every digit, of one metric: as many as one call gives. */
export async function fetchPoints(
  runIds: readonly string[],
  key: string,
  axis: SeriesAxis,
  range: readonly [number, number] | undefined,
  signal?: AbortSignal,
): Promise<Map<string, Point[]>> {
  const answer = await leat<HistoryAnswer>(
    PATH,
    {
      run_ids: runIds,
      metric_keys: [key],
      x_axis: axis,
      max_points: Math.min(MAX_POINTS, Math.floor(MAX_POINTS_A_CALL / runIds.length)),
      ...(range && { start: Math.floor(range[0]), end: Math.ceil(range[1]) }),
    },
    { signal },
  );
  return new Map(
    (answer.series ?? []).map(({ run_id, steps = [], timestamps = [], values = [] }) => [
      run_id,
      values.map((value, i) => ({ step: steps[i] ?? 0, time: timestamps[i] ?? 0, value: numberIn(value) })),
    ]),
  );
}
