import { useMemo, useRef } from "react";
import { CallError } from "../api/errors";
import type { TableQuery } from "../api/runsTable";
import { Chips } from "../filter/Chips";
import { FilterInput } from "../filter/FilterInput";
import { count } from "../kit/format";
import { Failure } from "../kit/States";
import { RunsTable } from "../table/RunsTable";
import { NoRuns } from "./NoRuns";
import { orderOf } from "./order";
import styles from "./RunsPage.module.css";
import type { RunsState } from "./state";
import { useChildren } from "./useChildren";
import { useColumnActions } from "./useColumnActions";
import { always, useColumns, useDiffering } from "./useColumns";
import { CHILD_RUNS, useCounts, useHasChildren } from "./useCounts";
import { useDrawn } from "./useDrawn";
import { useRows } from "./useRows";
import type { ChangeState } from "./useRunsState";
import { useSelection } from "./useSelection";
import { useTableActions } from "./useTableActions";

interface RunsProps {
  experimentIds: readonly string[];
  state: RunsState;
  change: ChangeState;
}

/** Filter, table and charts of the runs of some experiments. */
export function Runs({ experimentIds, state, change }: RunsProps) {
  const columns = useColumns(experimentIds, state);
  const hasChildren = useHasChildren(experimentIds, state.view);
  // Below their parents; a filter finds runs wherever they lie.
  const filter = state.q.trim() !== "" ? state.q : hasChildren ? `NOT ${CHILD_RUNS}` : "";
  const query = useMemo<TableQuery>(
    () => ({
      experiment_ids: experimentIds,
      view: state.view,
      order_by: [orderOf(state.sort)],
      columns: [...new Set([...always, ...(columns.wanted ?? []).map((column) => column.name)])],
      ...(filter !== "" && { filter }),
    }),
    [experimentIds, state.view, state.sort, columns.wanted, filter],
  );
  const { pages, shown, version } = useRows(query, columns.wanted !== undefined && hasChildren !== undefined);
  const counts = useCounts({ experimentIds, filter, view: state.view });
  const total = pages.end ?? Math.max(counts.matching?.count ?? 0, pages.known);
  const { tree, toggle } = useChildren(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that pages have come.
  const rows = useMemo(
    () => tree.over(shown, shown === pages ? total : shown.known),
    [tree, shown, pages, total, version],
  );
  const differing = useDiffering(columns, shown);
  const selection = useSelection(state, change, query, rows);
  const { first, looks } = useDrawn(state, shown, version);
  const actions = useTableActions({ state, change, rows, first, looks, selection, toggle });
  const columnActions = useColumnActions({ state, change, shown: differing, pinned: columns.pinned });

  const filterInput = useRef<HTMLInputElement>(null);
  const isFilterFault = pages.error instanceof CallError && pages.error.position !== undefined;
  return (
    <>
      <div className={styles.bar}>
        <FilterInput
          value={state.q}
          onChange={(q, how) => change({ q }, how === "typing" ? "replace" : "push")}
          experimentIds={experimentIds}
          error={pages.error}
          inputRef={filterInput}
        />
        <span className={styles.count} aria-live="polite">
          {counts.matching && count(counts.matching.count)}
          {counts.all && state.q.trim() !== "" && ` of ${count(counts.all.count)}`} runs
        </span>
      </div>
      <div className={styles.chips}>
        <Chips filter={state.q} onChange={(q) => change({ q })} />
      </div>
      {pages.error !== undefined && !isFilterFault && <Failure error={pages.error} onRetry={() => pages.retry()} />}
      <RunsTable
        label="Runs"
        pages={pages}
        shown={shown}
        version={version}
        rows={rows}
        tree={tree}
        hasTree={hasChildren === true}
        pinned={columns.pinned}
        columns={differing}
        sort={state.sort}
        selection={selection.selection}
        total={total}
        looks={looks}
        actions={actions}
        columnActions={columnActions}
      >
        {pages.end === 0 && <NoRuns filtered={state.q.trim() !== ""} view={state.view} change={change} />}
      </RunsTable>
    </>
  );
}
