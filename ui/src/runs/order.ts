import type { Sort } from "../table/actions";
import { fieldOf, readColumn } from "../table/columns";

/** An order as the server takes it. */
export function orderOf(sort: Sort): string {
  const column = readColumn(sort.column);
  const field = column ? fieldOf(column) : "start_time";
  return `${field} ${sort.descending ? "DESC" : "ASC"}`;
}
