import { useCallback, useState } from "react";
import { usePageKey } from "./usePageKey";
import { cardSizes } from "./wallLayout";

const STORED = "leat.chartSize";

function stored(): number | undefined {
  try {
    const text = localStorage.getItem(STORED);
    return text !== null && cardSizes[Number(text)] ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The size of cards that was chosen, by the page's buttons or by keys, as an index; undefined if none was. Kept for the next visit. */
export function useCardSize(): [number | undefined, (index: number) => void] {
  const [index, setIndex] = useState(stored);
  const set = useCallback((next: number) => {
    if (!cardSizes[next]) return;
    setIndex(next);
    try {
      localStorage.setItem(STORED, String(next));
    } catch {
      // Without storage, the size holds for this visit.
    }
  }, []);
  return [index, set];
}

const keys = ["[", "]"];

/** `[` makes cards smaller, `]` larger. */
export function useSizeKeys(index: number, set: (index: number) => void): void {
  usePageKey(
    keys,
    useCallback((key: string) => set(key === "[" ? index - 1 : index + 1), [set, index]),
  );
}
