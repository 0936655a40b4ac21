import { type ReactNode, useMemo, useState } from "react";
import { FindField, finds } from "../../kit/FindField";
import { count, visible } from "../../kit/format";
import { type LongColumn, LongTable } from "../../kit/LongTable";
import styles from "./DataTable.module.css";

interface DataTableProps {
  columns: readonly string[];
  rows: readonly (readonly unknown[])[];
  /** What is said beside the count of rows, such as that there are more. */
  note?: string | undefined;
  /** Draws a cell that is more than text. */
  draw?: ((value: unknown) => ReactNode | undefined) | undefined;
}

type Row = readonly unknown[];

/** Beyond this many columns, those that a find names are shown. */
const mostColumns = 60;
const mostOfCell = 500;

/** Rows of values as a table. Cells are text, whatever they look like: nothing computes a formula or follows a link. */
export function DataTable({ columns, rows, note, draw }: DataTableProps) {
  const [typed, setTyped] = useState("");
  const [typedColumn, setTypedColumn] = useState("");
  const found = useMemo(
    () => (typed === "" ? rows : rows.filter((row) => finds(typed, row.map(cellText).join("\n")))),
    [rows, typed],
  );
  const shown = useMemo(() => {
    const matching = columns.map((name, index) => ({ name, index })).filter(({ name }) => finds(typedColumn, name));
    return matching.slice(0, mostColumns).map(({ name, index }) => columnOf(name, index, rows, draw));
  }, [columns, rows, typedColumn, draw]);
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <FindField label="Find rows" value={typed} onChange={setTyped} />
        {columns.length > mostColumns && (
          <FindField label="Find columns" value={typedColumn} onChange={setTypedColumn} />
        )}
        <span className={styles.note}>
          {typed === "" ? "" : `${count(found.length)} of `}
          {count(rows.length)} rows, {shown.length < columns.length && `${shown.length} of `}
          {count(columns.length)} columns{note && `. ${note}`}
        </span>
      </div>
      <div className={styles.table}>
        <LongTable label="The table" fill tight columns={shown} rows={found} keyOf={(_, index) => String(index)} />
      </div>
    </div>
  );
}

function columnOf(name: string, index: number, rows: readonly Row[], draw: DataTableProps["draw"]): LongColumn<Row> {
  const numeric = isNumeric(rows, index);
  return {
    id: String(index),
    head: visible(name),
    numeric,
    sortBy: (row) => {
      const text = cellText(row[index]);
      return text === "" ? undefined : numeric ? Number(text) : text;
    },
    cell: (row) => draw?.(row[index]) ?? visible(cellText(row[index]).slice(0, mostOfCell)),
  };
}

/** Whether the first values of a column are numbers. */
function isNumeric(rows: readonly Row[], index: number): boolean {
  const texts = rows.slice(0, 100).flatMap((row) => cellText(row[index]) || []);
  return (
    texts.length > 0 && texts.every((text) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$|^-?(nan|inf(inity)?)$/i.test(text))
  );
}

/** A value as text: plain ones as they are, others as JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "";
}
