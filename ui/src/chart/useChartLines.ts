import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Series, SeriesAxis } from "../api/series";
import type { SeriesStore, Want } from "./data";
import { lineOf, pointsFor, type RunSeries, splice } from "./lines";
import type { ChartOptions } from "./options";
import { difference } from "./plot/difference";
import type { Range } from "./plot/extent";
import type { Line } from "./plot/surface";
import type { DrawnRun } from "./runs";

/** Points of running runs are asked for anew this often. */
const REFRESH_MS = 10_000;

export interface ChartLines {
  lines: Line[];
  /** The series behind the lines, at the same index. */
  sources: RunSeries[];
  axis: SeriesAxis;
  /** Whether something is still on its way. */
  pending: boolean;
  /** Whether finer points are on their way, which replace what is shown. */
  refining: boolean;
  error: unknown;
  retry: () => void;
  /** How many points there are of what is shown and was thinned, and how many of it were logged. */
  shown: number;
  total: number;
}

interface Question {
  store: SeriesStore;
  metric: string;
  runs: readonly DrawnRun[];
  options: Pick<ChartOptions, "x" | "smooth" | "base">;
  /** CSS px. */
  width: number;
  range: Range | undefined;
  isDark: boolean;
}

/** The lines of a chart: fetched, refined where zoomed, and refreshed while runs go on. */
export function useChartLines({ store, metric, runs, options, width, range, isDark }: Question): ChartLines {
  const { x, smooth, base } = options;
  const axis = x === "step" ? "step" : "time";
  const maxPoints = pointsFor(width, runs.length);
  const version = useSyncExternalStore(
    useMemo(() => (listener: () => void) => store.subscribe(metric, listener), [store, metric]),
    () => store.version(metric),
  );

  const coarse = useMemo(
    () => runs.map((run): Want => ({ runId: run.runId, key: metric, axis, maxPoints })),
    [runs, metric, axis, maxPoints],
  );
  useEffect(() => store.use(coarse), [store, coarse]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the store holds.
  const known = useMemo(() => coarse.map((want) => store.getAny(want)), [store, coarse, version]);
  const fine = useMemo(
    () =>
      range
        ? runs.map((run, at) =>
            fineWant(coarse[at] as Want, known[at], x === "relative" ? startOf(run, known[at]) : 0, range),
          )
        : [],
    [runs, coarse, known, x, range],
  );
  const asked = useMemo(() => fine.filter((want) => want !== undefined), [fine]);
  useEffect(() => store.use(asked), [store, asked]);

  useEffect(() => {
    const running = new Set(runs.filter((run) => run.running).map((run) => run.runId));
    if (running.size === 0) return;
    const timer = setInterval(() => {
      if (!document.hidden) store.refresh([...coarse, ...asked].filter((want) => running.has(want.runId)));
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [store, runs, coarse, asked]);

  return useMemo(() => {
    void version;
    const sources: RunSeries[] = [];
    let refining = false;
    let [shown, total] = [0, 0];
    for (const [at, run] of runs.entries()) {
      const whole = known[at];
      if (!whole) continue;
      const want = fine[at];
      const part = want && store.getAny(want);
      refining ||= want !== undefined && store.get(want) === undefined;
      const series = part && want?.range ? splice(whole, part, want.range) : whole;
      sources.push({ run, series, start: startOf(run, whole) });
      if (range && !want) continue;
      shown += (part ?? whole).values.length;
      total += (part ?? whole).total;
    }
    const wants = [...coarse, ...asked];
    const lines = sources.map((source) => lineOf(source, x, smooth, isDark));
    const baseLine = base === "" ? undefined : lines.find((line) => line.id === base);
    return {
      axis,
      sources,
      lines: baseLine ? lines.map((line) => difference(line, baseLine)) : lines,
      // Without runs it is not known yet which are drawn.
      pending: runs.length === 0 || known.some((series) => series === undefined),
      refining,
      error: wants.map((want) => store.errorOf(want)).find((error) => error !== undefined),
      retry: () => store.refresh(wants.filter((want) => store.errorOf(want) !== undefined)),
      shown,
      total,
    };
  }, [store, runs, known, coarse, fine, asked, axis, x, range, smooth, base, isDark, version]);
}

function startOf(run: DrawnRun, series: Series | null | undefined): number {
  return run.startTime ?? series?.x[0] ?? 0;
}

/** The part of a run's history that is shown finer than it is there; none if all of it is there. */
function fineWant(coarse: Want, known: Series | null | undefined, shift: number, [from, to]: Range): Want | undefined {
  if (!known?.thinned) return undefined;
  const along = known.x;
  const range: [number, number] = [Math.floor(from + shift), Math.ceil(to + shift)];
  // A run that has no points there needs none.
  if ((along[0] as number) > range[1] || (along[along.length - 1] as number) < range[0]) return undefined;
  return { ...coarse, range };
}
