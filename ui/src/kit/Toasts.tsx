import { lazy, Suspense, useSyncExternalStore } from "react";

export interface Note {
  text: string;
  /** A failure stays until it is closed. */
  failed?: boolean;
  action?: { label: string; run: () => void };
}

// Most visits need no note: the list comes with the first.
const ToastList = lazy(() => import("./ToastList").then((module) => ({ default: module.ToastList })));

let show: ((note: Note) => void) | undefined;
let waiting: readonly Note[] = [];
const listeners = new Set<() => void>();

/** Says shortly what happened, and offers to take it back. */
export function toast(note: Note): void {
  if (show) {
    show(note);
    return;
  }
  waiting = [...waiting, note];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function ready(next: (note: Note) => void): void {
  show = next;
  for (const note of waiting) show(note);
  waiting = [];
}

const isNeeded = () => show !== undefined || waiting.length > 0;

/** Shows the page's notes at its lower edge. */
export function Toasts() {
  return (
    useSyncExternalStore(subscribe, isNeeded) && (
      <Suspense>
        <ToastList onReady={ready} />
      </Suspense>
    )
  );
}
