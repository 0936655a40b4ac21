import type { Cell, TablePage } from "../api/runsTable";
import type { Column } from "./columns";

/** How the values of a column that are here are distributed. */
export type Histogram = { bars: readonly number[] } & (
  | { least: number; greatest: number; words?: undefined }
  | { words: readonly string[] }
);

/** Bars of a column of numbers. */
export const BARS = 24;

/** Columns of more different words have no picture that says something. */
const MOST_WORDS = 16;

interface Values {
  numbers: readonly number[];
  /** How often each text stands there that is no number. */
  words: ReadonlyMap<string, number>;
}

const known = new WeakMap<TablePage, Map<string, Values>>();

function valuesOf(page: TablePage, column: string): Values {
  let columns = known.get(page);
  if (!columns) {
    columns = new Map();
    known.set(page, columns);
  }
  let values = columns.get(column);
  if (!values) {
    values = read(page, column);
    columns.set(column, values);
  }
  return values;
}

function read(page: TablePage, column: string): Values {
  const numbers: number[] = [];
  const words = new Map<string, number>();
  for (let row = 0; row < page.runIds.length; row++) {
    const cell = page.cell(row, column);
    if (cell === null || cell === undefined || typeof cell === "object") continue;
    const value = toNumber(cell);
    if (value === undefined) words.set(String(cell), (words.get(String(cell)) ?? 0) + 1);
    else if (Number.isFinite(value)) numbers.push(value);
  }
  return { numbers, words };
}

/** The number that a cell stands for, also as the text of a param; undefined for other texts. */
function toNumber(cell: string | number | boolean): number | undefined {
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string" || cell.trim() === "") return undefined;
  if (cell === "NaN" || cell === "Infinity" || cell === "-Infinity") return Number(cell);
  const value = Number(cell);
  return Number.isNaN(value) ? undefined : value;
}

/** The picture of what is here of a column; undefined if it would say nothing. */
export function histogramOf(pages: Iterable<TablePage>, { name }: Pick<Column, "name">): Histogram | undefined {
  const all = [...pages].filter((page) => page.has(name)).map((page) => valuesOf(page, name));
  return all.some(({ words }) => words.size > 0) ? ofWords(all) : ofNumbers(all);
}

function ofNumbers(all: readonly Values[]): Histogram | undefined {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { numbers } of all)
    for (const value of numbers) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  if (!(least < greatest)) return undefined;
  const counts = new Array<number>(BARS).fill(0);
  for (const { numbers } of all)
    for (const value of numbers) {
      const bar = Math.min(BARS - 1, Math.floor(share(value, least, greatest) * BARS));
      counts[bar] = (counts[bar] ?? 0) + 1;
    }
  return { bars: heights(counts), least, greatest };
}

/** By halves, so that the difference of the two largest doubles is still a number. */
function share(value: number, least: number, greatest: number): number {
  return (value / 2 - least / 2) / (greatest / 2 - least / 2);
}

function ofWords(all: readonly Values[]): Histogram | undefined {
  const counts = new Map<string, number>();
  const add = (word: string, times: number) => counts.set(word, (counts.get(word) ?? 0) + times);
  for (const { numbers, words } of all) {
    for (const [word, times] of words) add(word, times);
    for (const value of numbers) add(String(value), 1);
    if (counts.size > MOST_WORDS) return undefined;
  }
  if (counts.size < 2) return undefined;
  const words = [...counts.keys()].sort();
  return { bars: heights(words.map((word) => counts.get(word) ?? 0)), words };
}

function heights(counts: readonly number[]): number[] {
  const most = Math.max(...counts);
  return counts.map((each) => each / most);
}

/** Where a value stands, from 0 at the left to 1; undefined if it does not. */
export function placeOf(histogram: Histogram, cell: Cell | undefined): number | undefined {
  if (cell === null || cell === undefined || typeof cell === "object") return undefined;
  if (histogram.words) {
    const at = histogram.words.indexOf(String(toNumber(cell) ?? cell));
    return at < 0 ? undefined : (at + 0.5) / histogram.words.length;
  }
  const value = toNumber(cell);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return Math.min(1, Math.max(0, share(value, histogram.least, histogram.greatest)));
}

/** The bars as a path in a box of the given size, a third of a px apart at the usual width. */
export function pathOf({ bars }: Histogram, height: number): string {
  let path = "";
  // What is there at all is seen, however rare.
  for (const [at, bar] of bars.entries())
    if (bar > 0) path += `M${at} ${height}h.86v${-Math.max(1, bar * height)}h-.86z`;
  return path;
}
