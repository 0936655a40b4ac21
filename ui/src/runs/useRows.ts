import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { fetchTable, type TableQuery } from "../api/runsTable";
import { type FetchPage, RowCache, RowPages } from "../table/rows";
import { pageQuery } from "./query";

const cache = new RowCache();

/** What is older than this is fetched anew when one comes back to it, in ms. */
const FRESH = 10_000;

/** No rows, until it is known what to ask for. */
const waiting = new RowPages(() => new Promise(() => {}));

function fetchOf(query: TableQuery): FetchPage {
  return (offset, signal) => fetchTable(pageQuery(query, offset), { signal });
}

/** Fetches all searches anew: those in view at once, others when one comes back to them. */
export function refreshRows(): void {
  cache.refresh();
}

export interface Rows {
  /** Those of the search. */
  pages: RowPages;
  /** Those to show: of the search before it until its own are here. */
  shown: RowPages;
  version: number;
}

/** The rows of a search, fetched as they come into view. */
export function useRows(query: TableQuery, isReady: boolean): Rows {
  const key = isReady ? JSON.stringify(query) : "";
  const pages = useMemo(() => (key === "" ? waiting : cache.get(key, fetchOf(JSON.parse(key) as TableQuery))), [key]);
  const version = useSyncExternalStore(pages.subscribe, () => pages.version);
  const [last, setLast] = useState(pages);
  const isThere = !pages.isEmpty || pages.error !== undefined;
  if (isThere && last !== pages) setLast(pages);
  useEffect(() => {
    if (!pages.isEmpty && Date.now() - pages.fetchedAt > FRESH) pages.refresh();
  }, [pages]);
  return { pages, shown: isThere ? pages : last, version };
}
