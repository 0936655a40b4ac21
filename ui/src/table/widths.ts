import { useSyncExternalStore } from "react";

/** Widths that somebody chose, by the column's name. They belong to the browser, not to the address: screens differ. */

const STORAGE = "leat.widths";
const listeners = new Set<() => void>();
let widths: Readonly<Record<string, number>> = read();

function read(): Record<string, number> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
    );
  } catch {
    return {};
  }
}

export function setWidth(column: string, width: number): void {
  widths = { ...widths, [column]: Math.round(Math.min(800, Math.max(48, width))) };
  try {
    localStorage.setItem(STORAGE, JSON.stringify(widths));
  } catch {
    // Without storage, the width holds for this visit.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useWidths(): Readonly<Record<string, number>> {
  return useSyncExternalStore(subscribe, () => widths);
}
