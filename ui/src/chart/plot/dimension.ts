import type { Range } from "./extent";
import { type AxisKind, type Tick, ticksOf } from "./ticks";

/** One value a run, as an axis: numbers, or words at equal distances. */
export interface Dimension {
  label: string;
  /** Numbers, or places of words; NaN where a run has none. */
  values: Float64Array;
  words?: readonly string[];
  kind: AxisKind;
  log: boolean;
}

export type DimensionCell = string | number | null | undefined;

/** Numbers over more than this many times each other are drawn by their logarithms, as learning rates are. */
const LOG_FROM = 1000;

/** Makes an axis of what the runs have: of numbers if all are, also of those that were logged as texts. */
export function dimensionOf(label: string, cells: readonly DimensionCell[], kind: AxisKind = "number"): Dimension {
  const numbers = cells.map(numberOf);
  if (numbers.every((value) => value !== undefined)) {
    const values = Float64Array.from(numbers as number[], (value) => (Number.isFinite(value) ? value : Number.NaN));
    return { label, values, kind, log: kind === "number" && isWide(values) };
  }
  const words = [...new Set(cells.filter((cell) => cell !== null && cell !== undefined).map(String))].sort(
    new Intl.Collator("en", { numeric: true }).compare,
  );
  const places = new Map(words.map((word, at) => [word, at]));
  const values = Float64Array.from(cells, (cell) => places.get(String(cell)) ?? Number.NaN);
  return { label, values, words, kind: "number", log: false };
}

/** NaN for what is missing; undefined for a word. */
function numberOf(cell: DimensionCell): number | undefined {
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === "number") return cell;
  if (/^(NaN|-?Infinity)$/.test(cell)) return Number.NaN;
  const value = Number(cell);
  return cell.trim() === "" || Number.isNaN(value) ? undefined : value;
}

function isWide(values: Float64Array): boolean {
  const [least, greatest] = extremes(values) ?? [0, 0];
  return least > 0 && greatest / least >= LOG_FROM;
}

function extremes(values: Float64Array): Range | undefined {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return least <= greatest ? [least, greatest] : undefined;
}

/** The part of the axis that all values need, with some room at both ends. */
export function extentOf({ values, words, log }: Dimension): Range {
  if (words) return [-0.5, Math.max(0.5, words.length - 0.5)];
  const [least, greatest] = extremes(values) ?? [log ? 1 : 0, log ? 10 : 1];
  if (log) {
    const room = (greatest / least) ** 0.04;
    return [least / room, greatest * room];
  }
  const room = least === greatest ? Math.abs(least) * 0.1 || 0.5 : (greatest - least) * 0.05;
  return [least - room, greatest + room];
}

/** Marks of the axis: round numbers, or as many of the words as there is room for. */
export function dimensionTicks({ words, kind, log }: Dimension, from: number, to: number, count: number): Tick[] {
  if (!words) return ticksOf(kind, log, from, to, count);
  const every = Math.max(1, Math.ceil(words.length / Math.max(1, count)));
  return words.map((label, value) => ({ value, label })).filter(({ value }) => value % every === 0);
}
