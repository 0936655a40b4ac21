import type { Series } from "../api/series";
import { visible } from "../kit/format";
import { dashes } from "../kit/palette";
import type { XAxis } from "./options";
import { firstAtLeast } from "./plot/scale";
import { smooth } from "./plot/smooth";
import type { Line, Numbers } from "./plot/surface";
import type { DrawnRun } from "./runs";

/** A run with what is there of its history. */
export interface RunSeries {
  run: DrawnRun;
  series: Series;
  /** Where the run's relative time begins, in Unix ms. */
  start: number;
}

interface Columns {
  axis: XAxis;
  start: number;
  setting: number;
  x: Float64Array;
  y: Numbers;
  raw: Numbers | undefined;
}

// A series never changes; what was made of it last is used until a setting changes.
const made = new WeakMap<Series, Columns>();

/** The line of a run, along the axis and smoothed as set. */
export function lineOf({ run, series, start }: RunSeries, axis: XAxis, setting: number, isDark: boolean): Line {
  let columns = made.get(series);
  if (!columns || columns.axis !== axis || columns.start !== start || columns.setting !== setting) {
    const y = smooth(series.values, setting);
    columns = {
      axis,
      start,
      setting,
      x: axisOf(series, axis, start),
      y,
      raw: y === series.values ? undefined : series.values,
    };
    made.set(series, columns);
  }
  return {
    id: run.runId,
    name: visible(run.name),
    colour: isDark ? run.look.dark : run.look.light,
    dash: dashes[run.look.dash] ?? [],
    x: columns.x,
    y: columns.y,
    raw: columns.raw,
  };
}

function axisOf(series: Series, axis: XAxis, start: number): Float64Array {
  return axis === "relative" ? series.x.map((time) => time - start) : series.x;
}

const spliced = new WeakMap<Series, { coarse: Series; whole: Series }>();

/** A finer part in place of the same part of the coarse series, so that the line goes on outside of it. */
export function splice(coarse: Series, fine: Series, [from, to]: readonly [number, number]): Series {
  const known = spliced.get(fine);
  if (known?.coarse === coarse) return known.whole;
  const along = coarse.x;
  const before = firstAtLeast(along, from);
  let after = firstAtLeast(along, to);
  while (after < along.length && (along[after] as number) <= to) after++;
  const join = (outside: Numbers, inside: Numbers): Float64Array => {
    const whole = new Float64Array(before + inside.length + along.length - after);
    whole.set(outside.subarray(0, before));
    whole.set(inside, before);
    whole.set(outside.subarray(after), before + inside.length);
    return whole;
  };
  const whole: Series = {
    ...coarse,
    x: join(coarse.x, fine.x),
    values: join(coarse.values, fine.values),
  };
  spliced.set(fine, { coarse, whole });
  return whole;
}

/** How many points a series of a chart may have: two for each px, in powers of two so that series are shared, and fewer of many runs. */
export function pointsFor(width: number, runs: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, width * 2)));
  const budget = width < 700 ? 65_536 : 262_144;
  let points = Math.min(Math.max(wanted, 128), 16_384);
  while (points > 256 && points * runs > budget) points /= 2;
  return points;
}
