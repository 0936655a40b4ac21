import { useSyncExternalStore } from "react";

/**
 * The run under the pointer, wherever that is: its line stands out in every chart and its row in the table. Kept outside React's
 * tree, because it changes with every move of the pointer and concerns only the two runs that change.
 */
let lit: string | undefined;
const listeners = new Set<() => void>();

export function litRun(): string | undefined {
  return lit;
}

/** Lights a run, or none. */
export function lightRun(runId: string | undefined): void {
  if (runId === lit) return;
  lit = runId;
  for (const listener of listeners) listener();
}

export function onLit(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a run is lit: renders only what shows the run that becomes it or ceases to be. */
export function useIsLit(runId: string): boolean {
  return useSyncExternalStore(onLit, () => lit === runId);
}
