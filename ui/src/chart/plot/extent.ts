import { firstAtLeast } from "./scale";
import type { Line, Numbers } from "./surface";

export type Range = [from: number, to: number];

/** The least and the greatest x of all lines that the scale can show; undefined if there is none. */
export function xExtent(lines: readonly Line[], log: boolean): Range | undefined {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { x } of lines) {
    const first = log ? x[firstAboveZero(x)] : x[0];
    const last = x[x.length - 1];
    if (first === undefined || last === undefined) continue;
    if (first < least) least = first;
    if (last > greatest) greatest = last;
  }
  return least <= greatest ? [least, greatest] : undefined;
}

function firstAboveZero(ascending: Float64Array): number {
  return firstAtLeast(ascending, Number.MIN_VALUE);
}

/** How many values are looked at to find where outliers begin: enough for percentiles that differ by less than a pixel. */
const SAMPLE = 20_000;

/**
 * The range of values to show for a range of x, with some room around.
 * @param trim Whether what lies outside the 5th to 95th percentile may be cut off.
 */
export function yExtent(lines: readonly Line[], [from, to]: Range, log: boolean, trim: boolean): Range {
  const range = trim ? percentiles(lines, from, to, log) : extremes(lines, from, to, log);
  if (!range) return log ? [0.1, 1] : [0, 1];
  return log ? roomOnLog(range) : room(range);
}

function inside(x: Float64Array, from: number, to: number): [number, number] {
  const first = firstAtLeast(x, from);
  let end = firstAtLeast(x, to);
  while (end < x.length && (x[end] as number) <= to) end++;
  return [first, end];
}

function extremes(lines: readonly Line[], from: number, to: number, log: boolean): Range | undefined {
  const found: Range = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of lines) {
    const [first, end] = inside(line.x, from, to);
    widen(found, line.y, first, end, log);
    if (line.raw) widen(found, line.raw, first, end, log);
  }
  return found[0] <= found[1] ? found : undefined;
}

function widen(found: Range, values: Numbers, first: number, end: number, log: boolean): void {
  let [least, greatest] = found;
  const floor = log ? 0 : Number.NEGATIVE_INFINITY;
  for (let i = first; i < end; i++) {
    const value = values[i] as number;
    // NaN fails both comparisons; an infinity is a mark at the edge and must not stretch the axis.
    if (value < least && value > floor) least = value;
    if (value > greatest && value < Number.POSITIVE_INFINITY && value > floor) greatest = value;
  }
  found[0] = least;
  found[1] = greatest;
}

function percentiles(lines: readonly Line[], from: number, to: number, log: boolean): Range | undefined {
  const parts = lines.map((line) => ({ y: line.y, part: inside(line.x, from, to) }));
  const total = parts.reduce((sum, { part }) => sum + part[1] - part[0], 0);
  const stride = Math.max(1, Math.ceil(total / SAMPLE));
  const sample: number[] = [];
  for (const { y, part } of parts)
    for (let i = part[0]; i < part[1]; i += stride) {
      const value = y[i] as number;
      if (Number.isFinite(value) && (!log || value > 0)) sample.push(value);
    }
  const sorted = Float64Array.from(sample).sort();
  if (sorted.length === 0) return undefined;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return [at(0.05), at(0.95)];
}

function room([least, greatest]: Range): Range {
  if (least === greatest) {
    const half = Math.abs(least) * 0.1 || 0.5;
    return [least - half, greatest + half];
  }
  // Halves, so that the difference of the two largest doubles is still a number.
  const pad = (greatest / 2 - least / 2) * 0.1;
  // Zero is a floor that people know: room below it would suggest negative values.
  const low = least >= 0 && least - pad < 0 ? 0 : least - pad;
  return [Math.max(low, -Number.MAX_VALUE), Math.min(greatest + pad, Number.MAX_VALUE)];
}

function roomOnLog([least, greatest]: Range): Range {
  if (least === greatest) return [least / 2, Math.min(greatest * 2, Number.MAX_VALUE)];
  const pad = (greatest / least) ** 0.05;
  return [Math.max(least / pad, Number.MIN_VALUE), Math.min(greatest * pad, Number.MAX_VALUE)];
}
