import type { CountQuery } from "../api/runsColumns";
import type { TableQuery, View } from "../api/runsTable";
import type { Column } from "../table/columns";
import { PAGE_ROWS } from "../table/rows";
import { orderOf } from "./order";
import type { RunsState } from "./state";
import { always } from "./wanted";

/** What the pages of runs ask for. Also used before they are there: knows nothing of React. */

/** Runs with a parent: whether there are any decides whether the table is a tree. */
const CHILD_RUNS = "tags.mlflow.parentRunId LIKE '%'";

/** Finds out whether any run has a parent. */
export function childRunsQuery(experimentIds: readonly string[], view: View): CountQuery {
  return { experiment_ids: experimentIds, filter: CHILD_RUNS, view, limit: 1 };
}

/** Child runs stand below their parents; a filter finds runs wherever they lie. */
export function filterOf(q: string, hasChildren: boolean): string {
  if (q.trim() !== "") return q;
  return hasChildren ? `NOT ${CHILD_RUNS}` : "";
}

export function countQuery(experimentIds: readonly string[], filter: string, view: View): CountQuery {
  return { experiment_ids: experimentIds, view, ...(filter && { filter }) };
}

/** The rows of the table, without which of them. */
export function rowsQuery(
  experimentIds: readonly string[],
  { view, sort }: Pick<RunsState, "view" | "sort">,
  columns: readonly Column[],
  filter: string,
): TableQuery {
  return {
    experiment_ids: experimentIds,
    view,
    order_by: [orderOf(sort)],
    columns: [...new Set([...always, ...columns.map((column) => column.name)])],
    ...(filter !== "" && { filter }),
  };
}

/** One page of rows. */
export function pageQuery(query: TableQuery, offset: number): TableQuery {
  return { ...query, offset, max_results: PAGE_ROWS };
}

/** What charts need of a run. */
export const drawnColumns = ["run_name", "status", "start_time", "tags.mlflow.runColor"];

/** The first runs of a view, as they are drawn. */
export function firstRunsQuery(
  experimentIds: readonly string[],
  { q, sort, view, top }: Pick<RunsState, "q" | "sort" | "view" | "top">,
): TableQuery {
  return {
    experiment_ids: experimentIds,
    view,
    order_by: [orderOf(sort)],
    columns: drawnColumns,
    max_results: Math.max(top, 1),
    ...(q.trim() !== "" && { filter: q }),
  };
}
