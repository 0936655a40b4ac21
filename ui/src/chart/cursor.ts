/**
 * Where the cursor stands on all charts of the same axis. Kept outside React's tree, as it changes with every move of the pointer
 * and charts answer by drawing, not by rendering.
 */
export interface SharedCursor {
  /** Which axis: charts of others are not concerned. */
  axis: string;
  x: number;
}

let shared: SharedCursor | undefined;
const listeners = new Set<() => void>();

export function sharedCursor(axis: string): number | undefined {
  return shared?.axis === axis ? shared.x : undefined;
}

export function moveCursor(cursor: SharedCursor | undefined): void {
  if (cursor?.axis === shared?.axis && cursor?.x === shared?.x) return;
  shared = cursor;
  for (const listener of listeners) listener();
}

export function onCursor(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
