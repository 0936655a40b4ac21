import { Button } from "../kit/Button";
import { count, visible } from "../kit/format";
import { type Column, labelOf } from "../table/columns";
import styles from "./RunsPage.module.css";
import type { Columns, Differing } from "./useColumns";
import type { ChangeState } from "./useRunsState";

interface EqualColumnsProps {
  columns: Columns;
  differing: Differing;
  change: ChangeState;
}

/** Says how many columns are left out because all rows have the same there, and shows them; or leaves them out, in one step. */
export function EqualColumns({ columns, differing, change }: EqualColumnsProps) {
  const { equal, shown } = differing;
  if (equal.length === 0) return null;
  const names = (list: readonly Column[]) => list.map((column) => column.name);
  const isHidden = !columns.chosen;
  const next = isHidden ? columns.shown : shown.filter((column) => !equal.includes(column));
  const which = equal.length === 1 ? "1 equal column" : `${count(equal.length)} equal columns`;
  return (
    <Button
      kind="ghost"
      className={styles.equal}
      title={`${listOf(equal)}: the same in all rows. Click to ${isHidden ? "show" : "hide"}.`}
      onClick={() => change({ cols: names(next), pin: names(columns.pinned) })}
    >
      {isHidden ? `${which} hidden` : `Hide ${which}`}
    </Button>
  );
}

const NAMED = 8;

function listOf(columns: readonly Column[]): string {
  const named = columns.slice(0, NAMED).map((column) => visible(labelOf(column)));
  const rest = columns.length - named.length;
  return named.join(", ") + (rest > 0 ? ` and ${count(rest)} more` : "");
}
