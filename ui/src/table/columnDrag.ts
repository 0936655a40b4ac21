/** A header as it stands on the screen. */
export interface HeadBox {
  left: number;
  right: number;
  pinned: boolean;
}

export interface Drop {
  /** Before which of the headers; their number for behind all. */
  at: number;
  /** Among those that stay at the left. */
  pinned: boolean;
  /** Where the mark stands. */
  x: number;
}

/** Where a column would come to stand that is let go at a place: before or behind the header there, in the half that is nearer. */
export function dropAt(heads: readonly HeadBox[], x: number): Drop | undefined {
  // Pinned headers come first and lie above those that have been scrolled beneath them.
  let over = heads.findIndex((head) => x >= head.left && x < head.right);
  if (over < 0) over = x < (heads[0]?.left ?? 0) ? 0 : heads.length - 1;
  const head = heads[over];
  if (!head) return undefined;
  const isBefore = x < (head.left + head.right) / 2;
  return { at: isBefore ? over : over + 1, pinned: head.pinned, x: isBefore ? head.left : head.right };
}
