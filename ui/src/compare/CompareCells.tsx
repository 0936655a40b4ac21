import { Link } from "@tanstack/react-router";
import { memo, useMemo } from "react";
import { nameOf, type Run } from "../api/run";
import { IconButton } from "../kit/Button";
import { classes } from "../kit/classes";
import { number, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import type { RunLook } from "../kit/palette";
import { RunMark } from "../kit/RunMark";
import { Status } from "../kit/Status";
import styles from "./CompareTable.module.css";
import { type Best, bestColumns, bestOf, type CompareRow, differenceOf, digitsFor } from "./rows";
import type { CompareState } from "./useCompareState";

/** Widths in px: of the names, and of a run. */
export interface Widths {
  head: number;
  column: number;
}

const mostOfCell = 300;

interface RunHeadsProps {
  runs: readonly Run[];
  looks: ReadonlyMap<string, RunLook>;
  columns: readonly number[];
  base: number;
  widths: Widths;
  height: number;
  onBase: (runId: string) => void;
  onRemove: (runId: string) => void;
}

/** The runs above their columns. */
export function RunHeads({ runs, looks, columns, base, widths, height, onBase, onRemove }: RunHeadsProps) {
  return (
    <div role="row" tabIndex={-1} aria-rowindex={1} className={styles.heads} style={{ height }}>
      <span role="columnheader" tabIndex={-1} className={styles.corner} style={{ width: widths.head }}>
        Name
      </span>
      {columns.map((column) => {
        const run = runs[column];
        if (!run) return null;
        const { run_id: id, status } = run.info;
        const look = looks.get(id);
        const name = visible(nameOf(run));
        return (
          <div
            key={id}
            role="columnheader"
            tabIndex={-1}
            aria-colindex={column + 2}
            className={classes(styles.head, column === base && styles.base)}
            style={placeOf(column, widths)}
          >
            <span className={styles.runName}>
              {look && <RunMark look={look} />}
              <Link to="/runs/$runId" params={{ runId: id }} title={name}>
                {name}
              </Link>
            </span>
            <span className={styles.runTools}>
              <Status status={status} short />
              <span className={styles.baseWord}>{column === base ? "baseline" : ""}</span>
              <IconButton
                label={column === base ? `${name} is the baseline` : `Measure the others against ${name}`}
                aria-pressed={column === base}
                onClick={() => onBase(id)}
              >
                <Icon name="pin" size={14} />
              </IconButton>
              <IconButton label={`Leave out ${name}`} onClick={() => onRemove(id)}>
                <Icon name="close" size={14} />
              </IconButton>
            </span>
          </div>
        );
      })}
    </div>
  );
}

function placeOf(column: number, { head, column: width }: Widths) {
  return { left: head + column * width, width };
}

interface CompareCellsProps {
  row: CompareRow;
  columns: readonly number[];
  base: number;
  widths: Widths;
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

/** One row: its name, and what the runs in view have. */
export const CompareCells = memo(function CompareCells({
  row,
  columns,
  base,
  widths,
  state,
  change,
}: CompareCellsProps) {
  const which = bestOf(row.name, state.turned);
  const best = useMemo(
    () => (row.kind === "metric" ? bestColumns(row.values ?? [], which) : new Set<number>()),
    [row, which],
  );
  const digits = useMemo(() => digitsFor(row.values ?? []), [row]);
  const turn = () => {
    const turned = new Set(state.turned);
    if (!turned.delete(row.name)) turned.add(row.name);
    change({ turned });
  };
  return (
    <>
      <span role="rowheader" tabIndex={-1} className={styles.name} style={{ width: widths.head }}>
        <span className={styles.nameText} title={visible(row.name)}>
          {visible(row.name)}
        </span>
        {row.kind === "metric" && (
          <button
            type="button"
            className={styles.turn}
            onClick={turn}
            title={which ? `The ${which} is best; click to turn` : "None is best; click if the greatest is"}
            aria-label={`${visible(row.name)}: ${which ? `the ${which}` : "none"} is best`}
          >
            <Icon name={which ? (which === "greatest" ? "arrowUp" : "arrowDown") : "minus"} size={12} />
          </button>
        )}
      </span>
      {columns.map((column) => (
        <Cell
          key={column}
          row={row}
          column={column}
          base={base}
          widths={widths}
          digits={digits}
          which={which}
          isBest={best.has(column)}
        />
      ))}
    </>
  );
});

interface CellProps {
  row: CompareRow;
  column: number;
  base: number;
  widths: Widths;
  digits: number;
  which: Best;
  isBest: boolean;
}

function Cell({ row, column, base, widths, digits, which, isBest }: CellProps) {
  const text = row.texts[column];
  const changed = base >= 0 && column !== base && row.kind !== "detail" && text !== row.texts[base];
  const className = classes(
    styles.cell,
    row.kind === "metric" && styles.number,
    changed && row.kind !== "metric" && styles.changed,
    column === base && styles.base,
  );
  return (
    <span
      role="cell"
      aria-colindex={column + 2}
      className={className}
      style={placeOf(column, widths)}
      title={text && visible(text)}
    >
      {text === undefined ? (
        <span className={styles.absent}>–</span>
      ) : row.kind === "metric" ? (
        <MetricCell
          value={row.values?.[column]}
          base={column === base ? undefined : row.values?.[base]}
          {...{ digits, which, isBest }}
        />
      ) : row.name === "Status" && row.kind === "detail" ? (
        <Status status={text} />
      ) : (
        <span className={styles.text}>{text === "" ? "empty" : visible(text.slice(0, mostOfCell))}</span>
      )}
    </span>
  );
}

interface MetricCellProps {
  value: number | undefined;
  base: number | undefined;
  digits: number;
  which: Best;
  isBest: boolean;
}

function MetricCell({ value, base, digits, which, isBest }: MetricCellProps) {
  const difference = differenceOf(value, base, which, (by) => number(by, 3));
  return (
    <>
      <span className={isBest ? styles.best : undefined}>
        {isBest && <span className={styles.bestMark}>best</span>}
        {value === undefined ? "–" : number(value, digits)}
      </span>
      {difference && (
        <span
          className={classes(
            styles.difference,
            difference.better !== undefined && (difference.better ? styles.better : styles.worse),
          )}
        >
          {difference.text}
        </span>
      )}
    </>
  );
}
