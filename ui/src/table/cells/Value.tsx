import { useContext } from "react";
import type { Cell } from "../../api/runsTable";
import { duration, type MetricValue, number, numberOf, visible } from "../../kit/format";
import { Status } from "../../kit/Status";
import { Time } from "../../kit/Time";
import type { Column } from "../columns";
import { type Digits, write } from "../digits";
import { ExperimentNames } from "../experimentNames";
import { textOf } from "../text";

function ExperimentName({ id }: { id: string }) {
  return visible(useContext(ExperimentNames).get(id) ?? id);
}

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
    case "experiment_id":
      return <ExperimentName id={String(cell)} />;
    case "datasets":
      return visible(textOf(cell));
    default:
      return visible(String(cell));
  }
}
