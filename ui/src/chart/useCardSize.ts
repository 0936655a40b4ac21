import { useCallback, useState } from "react";
import { usePageKey } from "./useWallView";
import { cardSizes, USUAL_SIZE } from "./wallLayout";

const STORED = "leat.chartSize";
const keys = ["[", "]"];

function stored(): number {
  try {
    const text = localStorage.getItem(STORED);
    const index = Number(text ?? USUAL_SIZE);
    return cardSizes[index] ? index : USUAL_SIZE;
  } catch {
    return USUAL_SIZE;
  }
}

/** How large cards are, by the page's buttons or by `[` and `]`; kept for the next visit. */
export function useCardSize(): [{ index: number; least: number; height: number }, (index: number) => void] {
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
  const press = useCallback((key: string) => set(key === "[" ? index - 1 : index + 1), [set, index]);
  usePageKey(keys, press);
  const size = cardSizes[index] as { least: number; height: number };
  return [{ index, ...size }, set];
}
