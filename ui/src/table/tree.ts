import type { RowPages, RowRef } from "./rows";

/** One row of the table: a run, and how deep it lies below its parents. */
export interface TreeRow {
  ref: RowRef;
  depth: number;
}

const topRows = new WeakMap<RowRef, TreeRow>();

/** A row that lies below no other: the same object each time. */
function topRow(ref: RowRef): TreeRow {
  let row = topRows.get(ref);
  if (!row) {
    row = { ref, depth: 0 };
    topRows.set(ref, row);
  }
  return row;
}

/** The child runs of one row of the search, in order, with those of the opened among them. */
interface Opening {
  runId: string;
  rows: readonly TreeRow[];
}

/** Rows of a search with the child runs of opened runs among them. Never changes: opening makes another. */
export class Tree {
  readonly #openings: readonly Opening[];

  constructor(openings: readonly Opening[] = []) {
    this.#openings = openings;
  }

  get isEmpty(): boolean {
    return this.#openings.length === 0;
  }

  isOpen(runId: string): boolean {
    return this.#openings.some(
      (opening) =>
        opening.runId === runId ||
        opening.rows.some((row, at) => row.ref.runId === runId && (opening.rows[at + 1]?.depth ?? 0) > row.depth),
    );
  }

  open(runId: string, children: readonly RowRef[]): Tree {
    if (this.isOpen(runId)) return this;
    const inside = this.#openings.find((opening) => opening.rows.some((row) => row.ref.runId === runId));
    if (!inside) return new Tree([...this.#openings, { runId, rows: children.map((ref) => ({ ref, depth: 1 })) }]);
    const at = inside.rows.findIndex((row) => row.ref.runId === runId);
    const depth = (inside.rows[at]?.depth ?? 0) + 1;
    const rows = inside.rows.toSpliced(at + 1, 0, ...children.map((ref) => ({ ref, depth })));
    return new Tree(this.#openings.map((opening) => (opening === inside ? { ...opening, rows } : opening)));
  }

  close(runId: string): Tree {
    const rest = this.#openings.filter((opening) => opening.runId !== runId);
    return new Tree(rest.map((opening) => ({ ...opening, rows: withoutBelow(opening.rows, runId) })));
  }

  /** The rows as the table shows them. Openings whose row is not here stay out of sight until it is.
   * @param _version Of the pages: another one makes other rows. */
  over(pages: RowPages, count: number, _version = pages.version): TreeRows {
    const placed = this.#openings
      .map((opening) => ({ at: pages.indexOf(opening.runId), rows: opening.rows }))
      .filter((opening): opening is { at: number; rows: readonly TreeRow[] } => opening.at !== undefined)
      .sort((a, b) => a.at - b.at);
    return new TreeRows(pages, count, placed);
  }
}

function withoutBelow(rows: readonly TreeRow[], runId: string): readonly TreeRow[] {
  const at = rows.findIndex((row) => row.ref.runId === runId);
  if (at < 0) return rows;
  const depth = rows[at]?.depth ?? 0;
  let end = at + 1;
  while (end < rows.length && (rows[end]?.depth ?? 0) > depth) end++;
  return rows.toSpliced(at + 1, end - at - 1);
}

/** Rows by their place in the table. */
export class TreeRows {
  readonly count: number;
  readonly #pages: RowPages;
  readonly #openings: readonly { at: number; rows: readonly TreeRow[] }[];

  constructor(pages: RowPages, count: number, openings: readonly { at: number; rows: readonly TreeRow[] }[]) {
    this.#pages = pages;
    this.#openings = openings;
    this.count = openings.reduce((sum, opening) => sum + opening.rows.length, count);
  }

  at(index: number): TreeRow | undefined {
    let before = 0;
    for (const { at, rows } of this.#openings) {
      const from = at + 1 + before;
      if (index < from) break;
      if (index < from + rows.length) return rows[index - from];
      before += rows.length;
    }
    const ref = this.#pages.at(index - before);
    return ref && topRow(ref);
  }

  /** The place in the table of a run; undefined if its row is not here. */
  indexOf(runId: string): number | undefined {
    let before = 0;
    for (const { at, rows } of this.#openings) {
      const below = rows.findIndex((row) => row.ref.runId === runId);
      if (below >= 0) return at + 1 + before + below;
      before += rows.length;
    }
    const place = this.#pages.indexOf(runId);
    if (place === undefined) return undefined;
    return this.#openings.reduce((sum, { at, rows }) => (at < place ? sum + rows.length : sum), place);
  }

  /** The place in the search of a place in the table: that of the run above for a child run. */
  searchIndex(index: number): number {
    let before = 0;
    for (const { at, rows } of this.#openings) {
      const from = at + 1 + before;
      if (index < from) break;
      if (index < from + rows.length) return at;
      before += rows.length;
    }
    return index - before;
  }
}
