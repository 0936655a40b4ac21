import type { CSSProperties } from "react";
import { type Column, isNumeric } from "./columns";
import { columnWindow, offsetsOf } from "./viewport";

/** Places in the grid that every row has: the box, the eye, the name. Other columns follow. */
export const SELECT = 0;
export const EYE = 1;
export const NAME = 2;
export const FIXED = 3;

export const SELECT_WIDTH = 38;
export const EYE_WIDTH = 34;

export interface PlacedColumn {
  column: Column;
  /** Its place in the grid, from 0. */
  at: number;
  width: number;
  /** The same object for all rows, so that drawing a row anew compares one reference. */
  style: CSSProperties;
  numeric: boolean;
}

export interface Layout {
  row: CSSProperties;
  /** The part of a row that stays at the left: one box, as each that stays costs something in every frame. */
  stay: CSSProperties;
  /** Whether pinned columns are in it. */
  pinsStay: boolean;
  /** The name where it stands alone in its row. */
  onlyName: CSSProperties;
  select: CSSProperties;
  eye: CSSProperties;
  name: CSSProperties;
  nameWidth: number;
  pinned: readonly PlacedColumn[];
  /** Those in view of the columns that scroll. */
  free: readonly PlacedColumn[];
  /** The width of all columns. */
  width: number;
  /** The width that stays at the left. */
  pinnedWidth: number;
  /** How many columns there are, in view or not. */
  count: number;
  /** The place in the grid of the first column that scrolls. */
  firstFree: number;
}

export interface LayoutInput {
  pinned: readonly Column[];
  free: readonly Column[];
  nameWidth: number;
  widthOf: (column: Column) => number;
  scrollLeft: number;
  viewWidth: number;
}

/** Below this width only the name stays at the left: the rest of the page is needed for values. */
const NARROW = 560;

function placed(column: Column, at: number, width: number, more: CSSProperties = {}): PlacedColumn {
  return { column, at, width, numeric: isNumeric(column), style: { width, ...more } };
}

/** Where the columns stand, and which of them are drawn. */
export function layoutOf({ pinned, free, nameWidth, widthOf, scrollLeft, viewWidth }: LayoutInput): Layout {
  const narrow = viewWidth < NARROW;
  const stays = (left: number): CSSProperties => (narrow ? {} : { position: "sticky", left });
  const before = SELECT_WIDTH + EYE_WIDTH;
  let left = before + nameWidth;
  const placedPins = pinned.map((column, i) => {
    const width = widthOf(column);
    const place = placed(column, FIXED + i, width, stays(left));
    left += width;
    return place;
  });
  const pinnedWidth = narrow ? nameWidth : left;
  const widths = free.map(widthOf);
  const offsets = offsetsOf(widths);
  const { first, end } = columnWindow(offsets, Math.max(0, scrollLeft - (left - pinnedWidth)), viewWidth - pinnedWidth);
  const placedFree = free.slice(first, end).map((column, i) => {
    const at = first + i;
    const gap = i === 0 ? { marginLeft: offsets[first] ?? 0 } : {};
    return placed(column, FIXED + pinned.length + at, widths[at] ?? 0, gap);
  });
  const whole = left + (offsets.at(-1) ?? 0);
  return {
    row: { width: whole },
    // On a narrow screen, box and eye are scrolled out of view before it stays.
    stay: { position: "sticky", left: narrow ? -before : 0 },
    pinsStay: !narrow,
    onlyName: { width: nameWidth, marginLeft: before },
    select: { width: SELECT_WIDTH, ...stays(0) },
    eye: { width: EYE_WIDTH, ...stays(SELECT_WIDTH) },
    name: { width: nameWidth, position: "sticky", left: narrow ? 0 : before },
    nameWidth,
    pinned: placedPins,
    free: placedFree,
    width: whole,
    pinnedWidth,
    count: FIXED + pinned.length + free.length,
    firstFree: FIXED + pinned.length,
  };
}
