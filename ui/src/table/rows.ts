import type { Cell, TablePage } from "../api/runsTable";

/** Rows of one page. */
export const PAGE_ROWS = 200;

/** Pages kept: those least recently seen go first. */
export const KEPT_PAGES = 40;

/** Pages fetched ahead in the direction of scrolling. */
const AHEAD = 2;

/** Requests follow each other this quickly at most, in ms, so that a dragged scroll bar asks only where it rests. */
const PACE = 60;

/** One row: a place in a page. */
export interface RowRef {
  page: TablePage;
  row: number;
  runId: string;
}

export function cellOf(ref: RowRef, column: string): Cell | undefined {
  return ref.page.cell(ref.row, column);
}

const refs = new WeakMap<TablePage, RowRef[]>();

/** The same object for a row each time, so that what draws it sees that it is the same. */
export function refOf(page: TablePage, row: number, runId: string): RowRef {
  let known = refs.get(page);
  if (!known) {
    known = [];
    refs.set(page, known);
  }
  known[row] ??= { page, row, runId };
  return known[row];
}

export type FetchPage = (offset: number, signal: AbortSignal) => Promise<TablePage>;

/** The rows of one search, of which only some pages are here: those in view, those ahead, and those seen last. */
export class RowPages {
  /** Grows whenever something is to be drawn anew. */
  version = 0;
  /** Why the page in view is not there. */
  error: unknown;
  /** How often all was fetched anew. */
  refreshes = 0;
  /** When a page last came, in ms since 1970. */
  fetchedAt = 0;

  readonly #fetch: FetchPage;
  /** In the order in which they were seen, the latest last. */
  readonly #pages = new Map<number, TablePage>();
  /** Values that came after those of the pages, by run. */
  readonly #newer = new Map<string, RowRef>();
  readonly #requests = new Map<number, AbortController>();
  readonly #stale = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #places: { version: number; of: Map<string, number> } | undefined;
  #view = { first: 0, end: 0, forward: true };
  #looked = false;
  #end: number | undefined;
  #lastStart = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(fetch: FetchPage) {
    this.#fetch = fetch;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#looked) this.#work();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#abortAll();
    };
  };

  /** The number of rows, once a page has met the end. */
  get end(): number | undefined {
    return this.#end;
  }

  /** Rows that are certain to exist: the least that a scroll bar can stand for. */
  get known(): number {
    let known = 0;
    for (const [index, page] of this.#pages) {
      const more = page.nextPageToken === undefined ? 0 : 1;
      known = Math.max(known, index * PAGE_ROWS + page.runIds.length + more);
    }
    return known;
  }

  get isEmpty(): boolean {
    return this.#pages.size === 0;
  }

  at(index: number): RowRef | undefined {
    const page = this.#pages.get(Math.floor(index / PAGE_ROWS));
    const row = index % PAGE_ROWS;
    const runId = page?.runIds[row];
    if (!page || runId === undefined) return undefined;
    return this.#newer.get(runId) ?? refOf(page, row, runId);
  }

  /** The rows in view that are here. */
  *inView(): Iterable<RowRef> {
    for (let index = this.#view.first; index < this.#view.end; index++) {
      const ref = this.at(index);
      if (ref) yield ref;
    }
  }

  /** Puts newer values of some runs in place, wherever they stand: no row moves. */
  renew(page: TablePage): void {
    for (const [row, runId] of page.runIds.entries()) this.#newer.set(runId, refOf(page, row, runId));
    this.#changed();
  }

  /** Where a run stands, if its page is here. */
  indexOf(runId: string): number | undefined {
    if (this.#places?.version !== this.version) {
      const of = new Map<string, number>();
      for (const [index, page] of this.#pages)
        for (const [row, id] of page.runIds.entries()) of.set(id, index * PAGE_ROWS + row);
      this.#places = { version: this.version, of };
    }
    return this.#places.of.get(runId);
  }

  /** All pages that are here. */
  pages(): Iterable<TablePage> {
    return this.#pages.values();
  }

  /** Says which rows are in view: they are fetched, what is no longer wanted is abandoned. */
  look(first: number, end: number): void {
    const forward = first === this.#view.first ? this.#view.forward : first > this.#view.first;
    this.#view = { first, end, forward };
    this.#looked = true;
    this.#work();
  }

  /** Fetches anew what is in view, and the rest when it comes into view. What is here stays until then. */
  refresh(): void {
    this.refreshes++;
    for (const index of this.#pages.keys()) this.#stale.add(index);
    for (const request of this.#requests.values()) request.abort();
    this.#requests.clear();
    this.#end = undefined;
    this.#lastStart = Number.NEGATIVE_INFINITY;
    this.#work();
  }

  /** Asks again for what failed. */
  retry(): void {
    this.error = undefined;
    this.#lastStart = Number.NEGATIVE_INFINITY;
    this.#work();
    this.#changed();
  }

  #inView(): number[] {
    const { first, end } = this.#view;
    const from = Math.floor(first / PAGE_ROWS);
    const to = Math.floor(Math.max(first, end - 1) / PAGE_ROWS);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((page) => this.#mayExist(page));
  }

  #ahead(): number[] {
    // At the top nobody scrolls yet: the first step down is time enough.
    if (this.#view.first === 0) return [];
    const seen = this.#inView();
    const edge = this.#view.forward ? seen.at(-1) : seen[0];
    if (edge === undefined) return [];
    const next = Array.from({ length: AHEAD }, (_, i) => (this.#view.forward ? edge + 1 + i : edge - 1 - i));
    return next.filter((page) => page >= 0 && this.#mayExist(page));
  }

  #mayExist(page: number): boolean {
    return this.#end === undefined || page === 0 || page * PAGE_ROWS < this.#end;
  }

  #work(): void {
    if (this.#listeners.size === 0) return;
    const seen = this.#inView();
    const ahead = this.#ahead();
    for (const [page, request] of this.#requests)
      if (!seen.includes(page) && !ahead.includes(page)) {
        request.abort();
        this.#requests.delete(page);
      }
    for (const page of seen) this.#touch(page);
    if (this.error !== undefined) return;
    const missing = seen.filter((page) => this.#lacks(page));
    // What is in view is never delayed by what may come into view.
    const wanted = missing.length > 0 ? missing : ahead.filter((page) => this.#lacks(page));
    const open = wanted.filter((page) => !this.#requests.has(page));
    if (open.length === 0) return;
    const wait = this.#lastStart + PACE - performance.now();
    if (wait > 0) this.#later(wait);
    else for (const page of open) this.#start(page);
  }

  #lacks(page: number): boolean {
    return !this.#pages.has(page) || this.#stale.has(page);
  }

  #touch(index: number): void {
    const page = this.#pages.get(index);
    if (!page) return;
    this.#pages.delete(index);
    this.#pages.set(index, page);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), ms);
  }

  #start(index: number): void {
    this.#lastStart = performance.now();
    const request = new AbortController();
    this.#requests.set(index, request);
    this.#fetch(index * PAGE_ROWS, request.signal).then(
      (page) => this.#requests.get(index) === request && this.#arrived(index, page),
      (error) => this.#requests.get(index) === request && this.#failed(index, error),
    );
  }

  #arrived(index: number, page: TablePage): void {
    this.#requests.delete(index);
    this.#stale.delete(index);
    this.#pages.delete(index);
    this.#pages.set(index, page);
    for (const runId of page.runIds) this.#newer.delete(runId);
    this.fetchedAt = Date.now();
    if (page.nextPageToken === undefined) this.#endAt(index * PAGE_ROWS + page.runIds.length);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) break;
      this.#pages.delete(oldest);
      this.#stale.delete(oldest);
    }
    this.#changed();
    this.#lastStart = Number.NEGATIVE_INFINITY;
    this.#work();
  }

  /** A page behind the end is empty, and says only that the end lies before it. */
  #endAt(end: number): void {
    this.#end = Math.min(end, this.#end ?? end);
    for (const index of [...this.#pages.keys()]) if (index > 0 && index * PAGE_ROWS >= end) this.#pages.delete(index);
  }

  #failed(index: number, error: unknown): void {
    this.#requests.delete(index);
    if (!this.#inView().includes(index)) return;
    this.error = error;
    this.#changed();
  }

  #abortAll(): void {
    clearTimeout(this.#timer);
    for (const request of this.#requests.values()) request.abort();
    this.#requests.clear();
  }

  #changed(): void {
    this.version++;
    for (const listener of this.#listeners) listener();
  }
}

/** Searches seen last, so that going back shows at once what was there. */
export class RowCache {
  readonly #kept = new Map<string, RowPages>();
  readonly #size: number;

  constructor(size = 6) {
    this.#size = size;
  }

  /** The rows of a search: those kept, which are then fetched anew, or new ones. */
  get(key: string, fetch: FetchPage): RowPages {
    const rows = this.#kept.get(key) ?? new RowPages(fetch);
    this.#kept.delete(key);
    this.#kept.set(key, rows);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#size) break;
      this.#kept.delete(oldest);
    }
    return rows;
  }

  refresh(): void {
    for (const rows of this.#kept.values()) rows.refresh();
  }
}
