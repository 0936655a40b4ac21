import { fetchTable, type TablePage, type TableQuery } from "../api/runsTable";
import { has, type Selection } from "../table/selection";

/** The most rows of one answer. */
const PAGE = 1000;

/** All pages of a search, one after the other. */
export async function* pagesOf(query: TableQuery, signal?: AbortSignal): AsyncGenerator<TablePage> {
  let token: string | undefined;
  do {
    const page = await fetchTable({ ...query, max_results: PAGE, ...(token && { page_token: token }) }, { signal });
    yield page;
    token = page.nextPageToken;
  } while (token !== undefined);
}

/** The ids of the chosen runs; where all that match are chosen, the server is asked which these are. */
export async function chosenIds(selection: Selection, query: TableQuery): Promise<string[]> {
  if (!selection.all) return [...selection.ids];
  const ids: string[] = [];
  for await (const page of pagesOf({ ...query, columns: [] }))
    ids.push(...page.runIds.filter((runId) => has(selection, runId)));
  return ids;
}
