import { lazy, Suspense, useMemo, useRef } from "react";
import { Chips } from "../filter/Chips";
import { FilterInput } from "../filter/FilterInput";
import { remoteFault } from "../filter/remoteFault";
import { and } from "../filter/write";
import { Button } from "../kit/Button";
import { count } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Failure, Skeleton } from "../kit/States";
import { useUndoKeys } from "../kit/undo";
import { readColumn } from "../table/columns";
import { RunsTable } from "../table/RunsTable";
import { EqualColumns } from "./EqualColumns";
import { NoRuns } from "./NoRuns";
import { filterOf, rowsQuery } from "./query";
import styles from "./RunsPage.module.css";
import { Splitter } from "./Splitter";
import type { RunsState } from "./state";
import { useChildren } from "./useChildren";
import { useChosenActions } from "./useChosenActions";
import { useColumnActions } from "./useColumnActions";
import { useColumns, useDiffering } from "./useColumns";
import { useColumnsDialog } from "./useColumnsDialog";
import { useCounts, useHasChildren } from "./useCounts";
import { useDrawer } from "./useDrawer";
import { useDrawn } from "./useDrawn";
import { useExport } from "./useExport";
import { useLive, useNewRuns } from "./useLive";
import { usePageKeys } from "./usePageKeys";
import { useRows } from "./useRows";
import type { ChangeState } from "./useRunsState";
import { useSelection } from "./useSelection";
import { useTableActions } from "./useTableActions";
import { ViewMenu } from "./ViewMenu";

// Rows are seen before charts: these come when the table is there.
const RunCharts = lazy(() => import("./RunCharts").then((module) => ({ default: module.RunCharts })));

/** What every file of runs tells first. */
const named = ["run_name", "status"].flatMap((name) => readColumn(name) ?? []);

interface RunsProps {
  experimentIds: readonly string[];
  state: RunsState;
  change: ChangeState;
}

/** Filter, table and charts of the runs of some experiments. */
export function Runs({ experimentIds, state, change }: RunsProps) {
  const isFiltered = state.q.trim() !== "";
  const columns = useColumns(experimentIds, state);
  const hasChildren = useHasChildren(experimentIds, state.view);
  const filter = filterOf(state.q, hasChildren === true);
  const { view: shownView, sort } = state;
  const query = useMemo(
    () => rowsQuery(experimentIds, { view: shownView, sort }, columns.wanted ?? [], filter),
    [experimentIds, shownView, sort, columns.wanted, filter],
  );
  const { filter: wanted, order_by, view } = query;
  const plotQuery = useMemo(
    () => ({ ...(order_by && { order_by }), ...(view && { view }), ...(wanted && { filter: wanted }) }),
    [order_by, view, wanted],
  );
  const { pages, shown, version } = useRows(query, columns.wanted !== undefined && hasChildren !== undefined);
  const counts = useCounts({ experimentIds, filter, view: state.view });
  const matching = pages.end ?? counts.matching?.count;
  const total = Math.max(matching ?? 0, pages.known);
  const { tree, toggle } = useChildren(query);
  const rows = useMemo(
    () => tree.over(shown, shown === pages ? total : (shown.end ?? shown.known), version),
    [tree, shown, pages, total, version],
  );
  const differences = useDiffering(columns, shown);
  const differing = differences.shown;
  const chosen = useSelection(state, change, query, rows);
  const drawn = useDrawn(state, shown, version);
  const find = (runId: string) => {
    const at = shown.indexOf(runId);
    return at === undefined ? undefined : shown.at(at);
  };
  const { bar, dialogs, rename, remove } = useChosenActions({ state, change, query, total: matching, chosen, find });
  const { first, looks } = drawn;
  const { drawer, peek, follow } = useDrawer(state, change, rows);
  const actions = useTableActions({
    state,
    change,
    rows,
    first,
    looks,
    selection: chosen,
    toggle,
    rename,
    remove,
    peek,
    follow,
  });
  const columnActions = useColumnActions({ state, change, shown: differing, pinned: columns.pinned });
  const columnsDialog = useColumnsDialog({ experimentIds, change, columns, differing, pages: shown, columnActions });
  const all = useMemo(() => [...columns.pinned, ...differing], [columns.pinned, differing]);
  const onExport = useExport(
    // Child runs too, wherever they stand in the table.
    useMemo(() => ({ ...query, filter: state.q }), [query, state.q]),
    useMemo(() => [...named, ...all.filter(({ name }) => name !== "status")], [all]),
  );
  const filterInput = useRef<HTMLInputElement>(null);
  const isFilterFault = isFiltered && remoteFault(pages.error) !== undefined;
  useLive(pages, query);
  const newRuns = useNewRuns(pages, counts.matching);
  useUndoKeys();
  usePageKeys(filterInput);

  const table = (
    <>
      {newRuns > 0 && (
        <Button className={styles.newRuns} onClick={() => pages.refresh()}>
          {newRuns === 1 ? "1 new run" : `${count(newRuns)} new runs`}
        </Button>
      )}
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
        selection={chosen.selection}
        total={matching}
        looks={looks}
        peeked={state.drawer}
        actions={actions}
        columnActions={columnActions}
      >
        {pages.end === 0 && <NoRuns filtered={isFiltered} view={state.view} change={change} />}
      </RunsTable>
      {bar}
    </>
  );
  return (
    <>
      <div className={styles.bar}>
        <FilterInput
          value={state.q}
          onChange={(q, how) => change({ q }, how)}
          experimentIds={experimentIds}
          error={pages.error}
          inputRef={filterInput}
        />
        <span className={styles.count} aria-live="polite">
          {counted(counts, isFiltered)}
        </span>
        <EqualColumns columns={columns} differing={differences} change={change} />
        <Button onClick={columnsDialog.open}>
          <Icon name="columns" size={14} />
          Columns
        </Button>
        <ViewMenu state={state} change={change} onExport={onExport} />
      </div>
      <div className={styles.chips}>
        <Chips filter={state.q} onChange={(q) => change({ q })} />
      </div>
      {pages.error !== undefined && !isFilterFault && <Failure error={pages.error} onRetry={() => pages.retry()} />}
      <Splitter
        split={state.split}
        table={table}
        drawer={drawer}
        charts={
          <Suspense fallback={<Skeleton lines={6} label="Loading charts" />}>
            <RunCharts
              experimentIds={experimentIds}
              runs={drawn.runs}
              looks={looks}
              query={plotQuery}
              onFilter={(condition) => change({ q: and(state.q, condition) })}
              onOpen={peek}
            />
          </Suspense>
        }
      />
      {dialogs}
      {columnsDialog.dialog}
    </>
  );
}

/** "1,204 of 100,000", "3 runs". */
function counted({ matching, all }: ReturnType<typeof useCounts>, isFiltered: boolean): string {
  if (!matching) return "";
  const least = (each: typeof matching) => count(each.count) + (each.exact ? "" : "+");
  if (isFiltered) return all ? `${least(matching)} of ${least(all)}` : least(matching);
  return matching.count === 1 ? "1 run" : `${least(matching)} runs`;
}
