import type { Cell, TablePage, TableQuery } from "../api/runsTable";
import type { Column } from "../table/columns";
import { textOf } from "../table/text";
import { pagesOf } from "./allRuns";

export type ExportForm = "csv" | "json";

/** Names of columns in a file: an attribute's as the API has it, others with their kind, as params and metrics may share a key. */
function headOf(column: Column): string {
  return column.kind === "attribute" ? column.key : column.name;
}

/** A field of a CSV file. What a spreadsheet would run as a formula is kept a text by a leading apostrophe. */
export function csvField(cell: Cell | undefined): string {
  const text = textOf(cell);
  const isFormula =
    typeof cell !== "number" && /^[=+\-@\t\r]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  const safe = isFormula && text !== "-Infinity" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvHead(columns: readonly Column[]): string {
  return `${["run_id", ...columns.map(headOf)].map(csvField).join(",")}\r\n`;
}

export function csvRows(page: TablePage, columns: readonly Column[]): string {
  const line = (runId: string, row: number) =>
    [runId, ...columns.map((column) => page.cell(row, column.name))].map(csvField).join(",");
  return page.runIds.map((runId, row) => `${line(runId, row)}\r\n`).join("");
}

/** One object a line, as tools for large files read it. */
export function jsonRows(page: TablePage, columns: readonly Column[]): string {
  return page.runIds
    .map((runId, row) => {
      const fields = columns.map((column) => [headOf(column), page.cell(row, column.name) ?? null] as const);
      return `${JSON.stringify(Object.fromEntries([["run_id", runId], ...fields]))}\n`;
    })
    .join("");
}

/** All runs that match as a file, page by page. `onProgress` is told how many are there; aborting ends it. */
export async function exportRuns(
  query: TableQuery,
  columns: readonly Column[],
  form: ExportForm,
  onProgress: (rows: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const names = columns.map((column) => column.name);
  const parts: string[] = form === "csv" ? [csvHead(columns)] : [];
  let rows = 0;
  for await (const page of pagesOf({ ...query, columns: names }, signal)) {
    parts.push(form === "csv" ? csvRows(page, columns) : jsonRows(page, columns));
    rows += page.runIds.length;
    onProgress(rows);
  }
  return new Blob(parts, { type: form === "csv" ? "text/csv" : "application/x-ndjson" });
}

/** Hands a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken the blob once the click is over; some still read it for a moment.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
