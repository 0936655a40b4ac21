import { type DimensionCell, dimensionOf } from "../chart/plot/dimension";
import { equals } from "../filter/write";
import { type Column, fieldOf, isSortable } from "../table/columns";

/** Texts that a condition lists at most. */
const MOST_TEXTS = 30;

/** The condition that what runs have in a column lies in a part of its axis; undefined where no filter can say it. */
export function conditionOf(
  column: Column,
  cells: readonly DimensionCell[],
  from: number,
  to: number,
): string | undefined {
  if (!isSortable(column)) return undefined;
  const field = fieldOf(column);
  if (column.kind === "metric") return `${field} >= ${rounded(from)} AND ${field} <= ${rounded(to)}`;
  if (column.key.endsWith("_time") && column.kind === "attribute")
    return `${field} >= ${Math.floor(from)} AND ${field} <= ${Math.ceil(to)}`;
  // Params and tags are texts, whatever they look like: those that lie within are listed.
  const { values } = dimensionOf("", cells);
  const texts = new Set<string>();
  for (const [index, cell] of cells.entries()) {
    const value = values[index] as number;
    if (typeof cell === "string" && value >= from && value <= to) texts.add(cell);
  }
  const [first] = texts;
  if (first === undefined || texts.size > MOST_TEXTS) return undefined;
  const conditions = [...texts].map((text) => equals(field, text));
  return conditions.length === 1 ? conditions[0] : `(${conditions.join(" OR ")})`;
}

/** As precisely as one can point. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
