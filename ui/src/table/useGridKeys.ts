import type { KeyboardEvent } from "react";
import type { Cell } from "../api/runsTable";
import { singleKeys } from "../kit/singleKeys";
import type { ColumnActions, TableActions } from "./actions";
import type { Column } from "./columns";
import { FIXED, NAME, SELECT } from "./layout";
import { cellOf } from "./rows";
import type { TreeRow } from "./tree";

/** The cell that the keyboard is at: row -1 is the header. */
export interface Active {
  row: number;
  at: number;
}

export interface GridKeys {
  active: Active;
  /** Goes to a cell, and brings it into view. */
  go: (to: Active) => void;
  rowCount: number;
  columnCount: number;
  pageRows: number;
  itemAt: (row: number) => TreeRow | undefined;
  columnAt: (at: number) => Column | undefined;
  isOpen: (runId: string) => boolean;
  widthOf: (column: Column) => number;
  isPinned: (column: Column) => boolean;
  isChosen: (runId: string) => boolean;
  actions: TableActions;
  columnActions: ColumnActions;
}

const STEP = 16;

/** The keys of the grid. One Tab leads into it, arrows lead about in it. */
export function onGridKey(event: KeyboardEvent, keys: GridKeys): void {
  const target = event.target as HTMLElement;
  // A menu or an input that was opened from a cell has keys of its own.
  if (target.closest("[role=menu], input:not([type=checkbox]), textarea")) return;
  const done = event.altKey
    ? alt(event, keys)
    : moves(event, keys) || (keys.active.row < 0 ? inHeader(event, keys) : inRow(event, keys));
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function moves(
  event: KeyboardEvent,
  { active, go, rowCount, columnCount, pageRows, actions, isChosen, itemAt }: GridKeys,
) {
  const { row, at } = active;
  const last = rowCount - 1;
  const chord = event.ctrlKey || event.metaKey;
  const to = (nextRow: number, nextAt: number) => {
    const clamped = Math.max(-1, Math.min(last, nextRow));
    if (event.shiftKey && clamped !== row && row >= 0 && clamped >= 0) {
      const from = itemAt(row);
      if (from && !isChosen(from.ref.runId)) actions.select(row, true, false);
      actions.select(clamped, true, true);
    }
    go({ row: clamped, at: Math.max(0, Math.min(columnCount - 1, nextAt)) });
    return true;
  };
  const letter = !chord && !event.shiftKey && singleKeys() ? event.key : "";
  switch (event.key) {
    case "ArrowDown":
      return to(row + 1, at);
    case "ArrowUp":
      return to(row - 1, at);
    case "ArrowRight":
      return to(row, at + 1);
    case "ArrowLeft":
      return to(row, at - 1);
    case "PageDown":
      return to(row + pageRows, at);
    case "PageUp":
      return to(Math.max(0, row - pageRows), at);
    case "Home":
      return chord ? to(0, 0) : to(row, 0);
    case "End":
      return chord ? to(last, columnCount - 1) : to(row, columnCount - 1);
  }
  switch (letter) {
    case "j":
      return to(row + 1, at);
    case "k":
      return to(row - 1, at);
    case "l":
      return to(row, at + 1);
    case "h":
      return to(row, at - 1);
  }
  return false;
}

function alt(event: KeyboardEvent, { active, columnAt, widthOf, columnActions, actions, itemAt, isOpen }: GridKeys) {
  const column = columnAt(active.at);
  const item = itemAt(active.row);
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return false;
  if (active.row >= 0 && active.at === NAME && item) {
    if (isOpen(item.ref.runId) === by < 0) actions.toggleChildren(item);
    return true;
  }
  if (!column) return false;
  if (event.shiftKey || active.at === NAME) columnActions.resize(column, widthOf(column) + by * STEP);
  else columnActions.move(column, by);
  return true;
}

function inHeader(event: KeyboardEvent, { active, columnAt, columnActions, actions }: GridKeys) {
  const column = columnAt(active.at);
  const letter = singleKeys() ? event.key : "";
  if (active.at === 0 && event.key === " ") {
    actions.selectAll(true);
    return true;
  }
  if (!column) return false;
  if (event.key === "Enter" || letter === "s") columnActions.sort(column);
  else if (event.key === " ") (event.target as HTMLElement).querySelector<HTMLElement>("[aria-haspopup]")?.click();
  else if (letter === "p" && active.at >= FIXED) columnActions.pin(column, true);
  else return false;
  return true;
}

function inRow(event: KeyboardEvent, keys: GridKeys): boolean {
  const { active, actions, itemAt, isChosen } = keys;
  if (event.ctrlKey || event.metaKey) {
    if (event.key !== "a") return false;
    actions.selectAll(true);
    return true;
  }
  const item = itemAt(active.row);
  if (!item) return false;
  const { runId } = item.ref;
  if (event.key === "Enter") {
    actions.open(runId);
    return true;
  }
  if (event.key === " ") {
    // The box is a box; everywhere else in the row, Space looks at the run.
    if (active.at === SELECT) actions.select(active.row, !isChosen(runId), event.shiftKey);
    else actions.peek(runId);
    return true;
  }
  return singleKeys() && byLetter(event, keys, item);
}

function byLetter(event: KeyboardEvent, keys: GridKeys, item: TreeRow): boolean {
  const { active, actions, columnAt, columnActions, isChosen, isPinned } = keys;
  const { runId } = item.ref;
  const column = columnAt(active.at);
  switch (event.key) {
    case "x":
      actions.select(active.row, !isChosen(runId), false);
      return true;
    case "v":
      actions.toggleEye(active.row, false);
      return true;
    case "o":
      actions.only(runId);
      return true;
    case "p":
      if (column && active.at >= FIXED) columnActions.pin(column, !isPinned(column));
      return true;
    case "c":
      actions.compare(runId);
      return true;
    case "e":
      actions.rename(item);
      return true;
    case "#":
      actions.remove(runId);
      return true;
    case "f": {
      const cell: Cell | undefined = column && cellOf(item.ref, column.name);
      if (column && cell !== undefined && cell !== null) actions.filterBy(column, cell);
      return true;
    }
  }
  return false;
}
