import { useEffect, useState } from "react";
import { type Histogram, histogramOf } from "./histograms";
import type { PlacedColumn } from "./layout";
import type { RowPages } from "./rows";

/** Counted when no page has come for this long, in ms: while one scrolls, the time belongs to the rows. */
const REST = 250;

const none: ReadonlyMap<string, Histogram> = new Map();

/** The pictures above the columns in view, of the rows that are here. */
export function useHistograms(
  pages: RowPages,
  version: number,
  columns: readonly PlacedColumn[],
): ReadonlyMap<string, Histogram> {
  const [histograms, setHistograms] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that pages have come.
  useEffect(() => {
    const timer = setTimeout(() => {
      const next = new Map<string, Histogram>();
      for (const { column } of columns) {
        const histogram = histogramOf(pages.pages(), column);
        if (histogram) next.set(column.name, histogram);
      }
      setHistograms(next);
    }, REST);
    return () => clearTimeout(timer);
  }, [pages, version, columns]);
  return histograms;
}
