import type { Cell } from "../api/runsTable";
import type { Column, MetricPart } from "./columns";
import type { TreeRow } from "./tree";

/** How the values of the runs that are looked for compare with a given one. */
export type Comparator = "=" | "!=" | ">=" | "<=";

/** What can be done in the table. The page says how; the object stays the same, so that rows need not be drawn anew. */
export interface TableActions {
  hrefOf: (runId: string) => string;
  open: (runId: string) => void;
  /** Shows a run beside the table; that which is shown already is closed. */
  peek: (runId: string) => void;
  /** Shows another run beside the table, as the keyboard went to it. */
  follow: (runId: string) => void;
  /** Chooses a row, or all from the one chosen last to this one. */
  select: (index: number, chosen: boolean, range: boolean) => void;
  selectAll: (chosen: boolean) => void;
  /** Draws a run or does not, or all from the one touched last to this one. */
  toggleEye: (index: number, range: boolean) => void;
  only: (runId: string) => void;
  toggleChildren: (row: TreeRow) => void;
  filterBy: (column: Column, value: Cell, comparator?: Comparator) => void;
  compare: (runId: string) => void;
  rename: (row: TreeRow) => void;
  remove: (runId: string) => void;
}

/** What can be done with a column. */
export interface ColumnActions {
  sort: (column: Column, descending?: boolean) => void;
  hide: (column: Column) => void;
  pin: (column: Column, pinned: boolean) => void;
  move: (column: Column, by: 1 | -1) => void;
  /** Puts a column among those that stay at the left or those that scroll, before the one that has this place there now. */
  place: (column: Column, pinned: boolean, at: number) => void;
  resize: (column: Column, width: number) => void;
  showPart: (column: Column, part: MetricPart) => void;
  filter: (column: Column) => void;
}

export interface Sort {
  /** The column's name. */
  column: string;
  descending: boolean;
}
