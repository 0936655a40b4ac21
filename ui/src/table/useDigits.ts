import { useMemo, useRef } from "react";
import type { TablePage } from "../api/runsTable";
import { type MetricValue, numberOf } from "../kit/format";
import { type Digits, digitsOf } from "./digits";
import type { PlacedColumn } from "./layout";
import type { RowPages } from "./rows";

/** The finite number of greatest size in a column of a page, and whether all are whole: what its digits depend on. */
type Extremes = readonly number[];

const known = new WeakMap<TablePage, Map<string, Extremes>>();

function extremesOf(page: TablePage, column: string): Extremes {
  let columns = known.get(page);
  if (!columns) {
    columns = new Map();
    known.set(page, columns);
  }
  let extremes = columns.get(column);
  if (!extremes) {
    extremes = read(page, column);
    columns.set(column, extremes);
  }
  return extremes;
}

function read(page: TablePage, column: string): Extremes {
  let greatest: number | undefined;
  let broken: number | undefined;
  for (let row = 0; row < page.runIds.length; row++) {
    const value = numberOf(page.cell(row, column) as MetricValue);
    if (value === undefined || !Number.isFinite(value)) continue;
    if (greatest === undefined || Math.abs(value) > Math.abs(greatest)) greatest = value;
    if (!Number.isInteger(value)) broken = value;
  }
  return [greatest, broken].filter((value) => value !== undefined);
}

/** How the numbers of each metric column are written, by what is here of it. */
export function useDigits(
  pages: RowPages,
  version: number,
  columns: readonly PlacedColumn[],
): ReadonlyMap<string, Digits> {
  const last = useRef<ReadonlyMap<string, Digits>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that pages have come.
  return useMemo(() => {
    const digits = new Map<string, Digits>();
    for (const { column } of columns) {
      if (column.kind !== "metric") continue;
      digits.set(column.name, digitsOf([...pages.pages()].flatMap((page) => extremesOf(page, column.name))));
    }
    // Mostly, a page that comes changes nothing here, and then no row need be drawn anew.
    if (!isSame(last.current, digits)) last.current = digits;
    return last.current;
  }, [pages, version, columns]);
}

function isSame(some: ReadonlyMap<string, Digits>, others: ReadonlyMap<string, Digits>): boolean {
  return some.size === others.size && [...some].every(([name, { places }]) => others.get(name)?.places === places);
}
