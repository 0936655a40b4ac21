import type { Cell } from "../api/runsTable";

/** The whole text of a cell, for tooltips and files. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  return cell.map(({ name, digest }) => (digest ? `${name} (${digest})` : name)).join(", ");
}
