/** Which rows of a long list are in view. All rows are equally high, so that nothing needs to be measured. */

/** Browsers cap the height of an element (about 17.9 M px in Firefox): above this, scroll positions are scaled. */
export const MAX_HEIGHT = 12_800_000;

/** Never are more rows in the page, whatever height is measured: without a style sheet, all of them would be. */
export const MAX_ROWS = 120;

/** Rows drawn beyond both edges, so that a small movement finds them there. */
const BEYOND = 6;

export interface Frame {
  scrollTop: number;
  /** The height in which rows are seen, without the header. */
  height: number;
  count: number;
  rowHeight: number;
}

export interface RowWindow {
  first: number;
  /** The row behind the last one. */
  end: number;
  /** Where row 0 would stand, in px of the content: row i stands `i * rowHeight` below. */
  origin: number;
}

export function contentHeight(count: number, rowHeight: number): number {
  return Math.min(count * rowHeight, MAX_HEIGHT);
}

/** How many px of rows a scrolled px stands for: 1 unless the list is higher than an element can be. */
function scaleOf({ height, count, rowHeight }: Omit<Frame, "scrollTop">): number {
  const real = count * rowHeight;
  const content = contentHeight(count, rowHeight);
  return real <= content ? 1 : (real - height) / (content - height);
}

/** Rows that are drawn for a height, so many in the middle of a long list and fewer at its ends. */
function drawnRows({ height, rowHeight }: Pick<Frame, "height" | "rowHeight">): { visible: number; beyond: number } {
  const visible = Math.min(Math.ceil(height / rowHeight) + 1, MAX_ROWS);
  return { visible, beyond: Math.min(BEYOND, Math.floor((MAX_ROWS - visible) / 2)) };
}

/** A row that is in the page. */
export interface DrawnRow {
  index: number;
  /**
   * The place among the drawn rows whose elements it takes over. Rows that are drawn together have different ones, so that scrolling
   * changes the elements of rows that left the view instead of making others. The row at the keyboard keeps its own, as they have
   * the focus.
   */
  slot: number;
}

/**
 * The rows of a window, and the row at the keyboard wherever it is, in the order of their elements. While one scrolls, these stay
 * where they are in the page: to move them would lay out whole rows anew. `base` is the row that was first when the hand rested.
 */
export function drawnInOrder(
  { first, end, base }: Pick<RowWindow, "first" | "end"> & { base: number },
  active: number,
  frame: Pick<Frame, "height" | "rowHeight">,
): DrawnRow[] {
  const { visible, beyond } = drawnRows(frame);
  const slots = visible + 2 * beyond;
  // Two at each place: the row at the keyboard, out of view, and the one in view that would have its elements.
  const places: (DrawnRow | undefined)[] = new Array(2 * slots);
  const put = (index: number) => {
    const isTaken = index !== active && index % slots === active % slots;
    const place = (((index - base) % slots) + slots) % slots;
    places[2 * place + (isTaken ? 1 : 0)] = { index, slot: (index % slots) + (isTaken ? slots : 0) };
  };
  if (active >= 0) put(active);
  for (let index = first; index < end; index++) put(index);
  return places.filter((row) => row !== undefined);
}

export function windowOf(frame: Frame): RowWindow {
  const { scrollTop, count, rowHeight } = frame;
  const scale = scaleOf(frame);
  const top = Math.max(0, scrollTop) * scale;
  const from = Math.floor(top / rowHeight);
  const { visible, beyond } = drawnRows(frame);
  const first = Math.max(0, Math.min(from - beyond, count - 1));
  const end = Math.min(count, from + visible + beyond, first + MAX_ROWS);
  return { first: Math.min(first, end), end, origin: scale === 1 ? 0 : scrollTop - top };
}

/** Where to scroll so that a row is wholly in view; the present place if it is already. */
export function scrollTo(row: number, frame: Frame): number {
  const { scrollTop, height, rowHeight } = frame;
  const scale = scaleOf(frame);
  const top = scrollTop * scale;
  const at = row * rowHeight;
  if (at < top) return at / scale;
  if (at + rowHeight > top + height) return (at + rowHeight - height) / scale;
  return scrollTop;
}

/** How many rows a page up or down moves. */
export function rowsInView(frame: Frame): number {
  return Math.max(1, Math.floor(frame.height / frame.rowHeight) - 1);
}

/** Which columns are in view, in steps of several, so that scrolling sideways seldom draws anew. */
export function columnWindow(offsets: readonly number[], left: number, width: number): { first: number; end: number } {
  const count = offsets.length - 1;
  const step = 2;
  let first = 0;
  while (first < count && (offsets[first + 1] ?? 0) <= left) first++;
  let end = first;
  while (end < count && (offsets[end] ?? 0) < left + width) end++;
  return {
    first: Math.max(0, Math.floor(first / step) * step - step),
    end: Math.min(count, Math.ceil(end / step) * step + step),
  };
}

/** Where each column begins, and where the last one ends. */
export function offsetsOf(widths: readonly number[]): number[] {
  const offsets = [0];
  let at = 0;
  for (const width of widths) {
    at += width;
    offsets.push(at);
  }
  return offsets;
}
