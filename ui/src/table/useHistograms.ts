import { useEffect, useMemo, useState } from "react";
import { type Histogram, histogramOf } from "./histograms";
import type { PlacedColumn } from "./layout";
import type { RowPages } from "./rows";

/** Counted when no page has come for this long, in ms: while one scrolls, the time belongs to the rows. */
const REST = 250;

type Histograms = ReadonlyMap<string, Histogram>;

const none: Histograms = new Map();

/** The pictures, and of what they were made. */
interface Made {
  pages: RowPages;
  version: number;
  columns: readonly PlacedColumn[];
  histograms: Histograms;
}

function make(pages: RowPages, version: number, columns: readonly PlacedColumn[]): Made {
  const histograms = new Map<string, Histogram>();
  for (const { column } of columns) {
    const histogram = histogramOf(pages.pages(), column);
    if (histogram) histograms.set(column.name, histogram);
  }
  return { pages, version, columns, histograms };
}

/**
 * The pictures above the columns in view, of the rows that are here: of another search with its first rows, otherwise when no more
 * have come for a while. A page that opens shows its rows first.
 */
export function useHistograms(pages: RowPages, version: number, columns: readonly PlacedColumn[]): Histograms {
  const isThere = !pages.isEmpty;
  const [later, setLater] = useState<Made>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first rows; what changes later waits for its time.
  const first = useMemo(() => later && make(pages, version, columns), [pages, isThere]);
  const latest = later?.pages === pages && later.version >= (first?.version ?? 0) ? later : first;
  useEffect(() => {
    if (latest?.pages === pages && latest.version === version && latest.columns === columns) return;
    const timer = setTimeout(() => setLater(make(pages, version, columns)), REST);
    return () => clearTimeout(timer);
  }, [pages, version, columns, latest]);
  return latest?.histograms ?? none;
}
