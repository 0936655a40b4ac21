import type { Json } from "./json";

export interface Table {
  columns: readonly string[];
  rows: readonly (readonly Json[])[];
}

/** A table as `log_table` writes it, `{"columns": […], "data": [[…]]}`, or a list of flat objects; undefined if it is neither. */
export function loggedTable(value: Json): Table | undefined {
  if (Array.isArray(value)) return ofRecords(value);
  if (!isRecord(value)) return undefined;
  const { columns, data } = value;
  if (!Array.isArray(columns) || !Array.isArray(data) || columns.length === 0 || !data.every(Array.isArray))
    return undefined;
  return { columns: columns.map(String), rows: data as Json[][] };
}

function ofRecords(list: readonly Json[]): Table | undefined {
  if (list.length === 0 || !list.every(isRecord)) return undefined;
  const columns = new Set<string>();
  for (const record of list) for (const key of Object.keys(record)) columns.add(key);
  if (columns.size === 0 || columns.size > 500) return undefined;
  const keys = [...columns];
  return { columns: keys, rows: list.map((record) => keys.map((key) => record[key] ?? null)) };
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A cell that stands for a picture in the run's files; the smaller form is preferred. */
export function pictureOf(cell: Json): { path: string; small: string } | undefined {
  if (!isRecord(cell) || cell.type !== "image" || typeof cell.filepath !== "string") return undefined;
  return {
    path: cell.filepath,
    small: typeof cell.compressed_filepath === "string" ? cell.compressed_filepath : cell.filepath,
  };
}
