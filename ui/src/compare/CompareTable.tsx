import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { nameOf, type Run } from "../api/run";
import { Button } from "../kit/Button";
import { FindField, finds } from "../kit/FindField";
import { count, visible } from "../kit/format";
import type { RunLook } from "../kit/palette";
import { Scroll } from "../kit/Scroll";
import { useNarrow } from "../kit/useNarrow";
import { CompareCells, RunHeads, type Widths } from "./CompareCells";
import styles from "./CompareTable.module.css";
import { type CompareRow, compareRows, kindTitles } from "./rows";
import type { CompareState } from "./useCompareState";

interface CompareTableProps {
  runs: readonly Run[];
  looks: ReadonlyMap<string, RunLook>;
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

/** A heading, or a row. */
type Line = { title: string } | { row: CompareRow };

const wide: Widths = { head: 220, column: 190 };
const narrow: Widths = { head: 132, column: 150 };

const rowHeight = 30;
const headHeight = 58;
const metricHeight = 44;

/** Columns are runs, rows are what they have. Only the rows and columns in view exist, so that many of both stay fluid. */
export function CompareTable({ runs, looks, state, change }: CompareTableProps) {
  const [typed, setTyped] = useState("");
  const rows = useMemo(() => compareRows(runs), [runs]);
  const lines = useMemo(() => linesOf(rows, state.equal, typed), [rows, state.equal, typed]);
  const equal = rows.filter((row) => !row.differs).length;
  const base = runs.findIndex((run) => run.info.run_id === state.base);
  const heightOf = (line: Line | undefined) =>
    line && "row" in line && line.row.kind === "metric" && base >= 0 ? metricHeight : rowHeight;

  const widths = useNarrow() ? narrow : wide;
  const place = useRef<HTMLDivElement>(null);
  const vertical = useVirtualizer({
    count: lines.length,
    getScrollElement: () => place.current,
    estimateSize: (index) => heightOf(lines[index]),
    overscan: 6,
    scrollMargin: headHeight,
    initialRect: { width: 1200, height: 700 },
  });
  const across = useVirtualizer({
    horizontal: true,
    count: runs.length,
    getScrollElement: () => place.current,
    estimateSize: () => widths.column,
    overscan: 1,
    scrollMargin: widths.head,
    initialRect: { width: 1200, height: 700 },
  });
  const firstColumn = across.getVirtualItems()[0]?.index ?? 0;
  const lastColumn = across.getVirtualItems().at(-1)?.index ?? -1;
  // The same array while the same columns are in view, so that rows which stay are not drawn again.
  const columns = useMemo(
    () => Array.from({ length: lastColumn - firstColumn + 1 }, (_, index) => firstColumn + index),
    [firstColumn, lastColumn],
  );
  const width = widths.head + runs.length * widths.column;

  return (
    <>
      <div className={styles.tools}>
        <FindField label="Find rows" value={typed} onChange={setTyped} />
        <Button aria-pressed={!state.equal} onClick={() => change({ equal: !state.equal })}>
          {state.equal ? "Only differences" : `Show ${count(equal)} equal rows`}
        </Button>
        {base >= 0 && <Button onClick={() => change({ base: undefined })}>Without baseline</Button>}
        {base < 0 && runs.length > 1 && (
          <span className={styles.hint}>Pin a run to measure the others against it.</span>
        )}
      </div>
      <Scroll ref={place} label="The comparison" className={styles.place}>
        <div
          role="table"
          aria-label="Runs side by side"
          aria-rowcount={lines.length + 1}
          aria-colcount={runs.length + 1}
          className={styles.table}
          style={{ width, height: headHeight + vertical.getTotalSize() }}
        >
          <RunHeads
            runs={runs}
            looks={looks}
            columns={columns}
            base={base}
            widths={widths}
            height={headHeight}
            onBase={(id) => change({ base: id === state.base ? undefined : id })}
            onRemove={(id) => change(without(state, id))}
          />
          {vertical.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            const at = { transform: `translateY(${start}px)`, height: heightOf(line) };
            if ("title" in line)
              return (
                <div
                  key={line.title}
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={index + 2}
                  className={styles.title}
                  style={at}
                >
                  <span role="rowheader" tabIndex={-1} className={styles.titleText}>
                    {line.title}
                  </span>
                </div>
              );
            return (
              <div
                key={line.row.id}
                role="row"
                tabIndex={-1}
                aria-rowindex={index + 2}
                className={styles.row}
                style={at}
              >
                <CompareCells
                  row={line.row}
                  columns={columns}
                  base={base}
                  widths={widths}
                  state={state}
                  change={change}
                />
              </div>
            );
          })}
        </div>
      </Scroll>
      {lines.length === 0 && (
        <p className={styles.none}>
          {typed === "" ? `These runs are equal in all ${count(rows.length)} rows.` : "No row matches."}
        </p>
      )}
      <p className="visually-hidden">{runs.map((run) => visible(nameOf(run))).join(", ")}</p>
    </>
  );
}

function linesOf(rows: readonly CompareRow[], equal: boolean, typed: string): Line[] {
  const lines: Line[] = [];
  let kind: string | undefined;
  for (const row of rows) {
    if ((!equal && !row.differs) || !finds(typed, row.name)) continue;
    if (row.kind !== kind) lines.push({ title: kindTitles[row.kind] });
    kind = row.kind;
    lines.push({ row });
  }
  return lines;
}

/** The change that leaves a run out, also as the one that others are measured against. */
function without({ runIds, base, other }: CompareState, id: string): Partial<CompareState> {
  return {
    runIds: runIds.filter((each) => each !== id),
    ...(base === id && { base: undefined }),
    ...(other === id && { other: undefined }),
  };
}
