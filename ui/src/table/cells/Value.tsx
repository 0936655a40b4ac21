import type { Cell, DatasetName } from "../../api/runsTable";
import { duration, type MetricValue, number, numberOf, visible } from "../../kit/format";
import { Status } from "../../kit/Status";
import { Time } from "../../kit/Time";
import type { Column } from "../columns";
import { type Digits, write } from "../digits";

/** What stands in a cell, drawn by the kind of its column. */
export function Value({
  column,
  cell,
  digits,
}: {
  column: Column;
  cell: Cell | undefined;
  digits: Digits | undefined;
}) {
  if (cell === null || cell === undefined) return null;
  if (column.kind === "metric") {
    const value = numberOf(cell as MetricValue);
    return value === undefined ? null : digits ? write(value, digits) : number(value);
  }
  if (column.kind !== "attribute") return visible(String(cell));
  switch (column.key) {
    case "start_time":
    case "end_time":
      return typeof cell === "number" ? <Time ms={cell} /> : null;
    case "duration":
      return typeof cell === "number" ? duration(cell) : null;
    case "status":
      return <Status status={String(cell)} />;
    case "datasets":
      return Array.isArray(cell) ? visible(datasetsOf(cell).join(", ")) : null;
    default:
      return visible(String(cell));
  }
}

function datasetsOf(cell: readonly DatasetName[]): string[] {
  return cell.map(({ name, digest }) => (digest ? `${name} (${digest})` : name));
}

/** The whole text of a cell, for its tooltip and for exports. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return Array.isArray(cell) ? datasetsOf(cell).join(", ") : String(cell);
}
