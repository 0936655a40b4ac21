import { useSyncExternalStore } from "react";

/** Whether single letters are shortcuts. They can be switched off, as who dictates would press them unawares (WCAG 2.1.4). */

const STORAGE = "leat.singleKeys";
const listeners = new Set<() => void>();
let on = read();

function read(): boolean {
  try {
    return localStorage.getItem(STORAGE) !== "off";
  } catch {
    return true;
  }
}

export function singleKeys(): boolean {
  return on;
}

/** Switches them on or off, also for the next visit. */
export function setSingleKeys(next: boolean): void {
  on = next;
  try {
    if (next) localStorage.removeItem(STORAGE);
    else localStorage.setItem(STORAGE, "off");
  } catch {
    // Without storage, the choice holds for this visit.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, singleKeys);
}
