import { type CallOptions, leat } from "./client";
import type { Query, Wire } from "./wire";

/** What `runs/table` is asked for: runs of a search, or those with the ids. */
export type TableQuery = Query<"GetRunTableRequest"> & { columns: readonly string[] };

export type View = NonNullable<TableQuery["view"]>;

/** How a dataset is told from others. */
export interface DatasetName {
  name: string;
  digest: string;
}

/** What stands in a cell: a text, a number, the name of a number that JSON lacks, datasets, or nothing. */
export type Cell = string | number | null | readonly DatasetName[];

/** A column as it arrives: its values, or each value once and a code for each row. */
export interface WireColumn extends Pick<Wire<"RunColumn">, "name"> {
  values?: readonly Cell[];
  dictionary?: readonly Cell[];
  /** Null where a run has no value. */
  codes?: readonly (number | null)[];
}

export interface TableAnswer extends Pick<Wire<"GetRunTableResponse">, "next_page_token"> {
  run_ids?: readonly string[];
  columns?: readonly WireColumn[];
}

/** Some rows of a table of runs. */
export class TablePage {
  readonly runIds: readonly string[];
  readonly nextPageToken: string | undefined;
  readonly #columns: ReadonlyMap<string, WireColumn>;

  constructor(answer: TableAnswer) {
    // An empty list is left out of answers.
    this.runIds = answer.run_ids ?? [];
    this.nextPageToken = answer.next_page_token;
    this.#columns = new Map(answer.columns?.map((column) => [column.name, column]));
  }

  /** Whether the page has this column at all, with values or without. */
  has(column: string): boolean {
    return this.#columns.has(column);
  }

  /** What stands in a cell; undefined if the page lacks the column or the row. */
  cell(row: number, column: string): Cell | undefined {
    const found = this.#columns.get(column);
    if (!found) return undefined;
    if (found.values) return found.values[row];
    const code = found.codes?.[row];
    return code === null || code === undefined ? (code as null | undefined) : found.dictionary?.[code];
  }
}

export async function fetchTable(query: TableQuery, options: CallOptions = {}): Promise<TablePage> {
  return new TablePage(await leat<TableAnswer>("runs/table", query, options));
}
