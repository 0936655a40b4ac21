import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { fetchTable } from "../api/runsTable";
import { and } from "../filter/write";
import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { Menu, MenuRadio } from "../kit/Menu";
import { Failure } from "../kit/States";
import { useRunLooks } from "../kit/useRunLooks";
import styles from "./ChartsPage.module.css";
import { Legend } from "./Legend";
import { orderOf } from "./order";
import { drawnColumns, firstRunsQuery } from "./query";
import { RunCharts } from "./RunCharts";
import type { RunsState } from "./state";
import { type DrawnRun, drawnIds, drawnOf } from "./useDrawn";
import { useRunsState } from "./useRunsState";

/** New runs and those that end are seen this often. */
const REFRESH_MS = 15_000;

const tops: readonly (readonly [string, string])[] = ["5", "10", "20", "50", "100"].map((top) => [top, `${top} runs`]);

/** The charts of an experiment: of the first runs of the view that the runs page shows, by the same address. */
export function ChartsPage() {
  const { experimentId } = useParams({ from: "/experiments/$experimentId" });
  const [state, change] = useRunsState();
  const experimentIds = useMemo(() => [experimentId], [experimentId]);
  const first = useFirst(experimentIds, state);
  const hand = useHandPicked(state, first.ids);
  const runs = useInOrder(state, first.runs, hand);
  const looks = useRunLooks(runs);
  const navigate = useNavigate();
  const { q, sort, view } = state;
  const query = useMemo(
    () => ({ view, order_by: [orderOf(sort)], ...(q.trim() !== "" && { filter: q }) }),
    [q, sort, view],
  );
  if (first.error && !first.isKnown) return <Failure error={first.error} onRetry={first.retry} />;
  return (
    <div className={styles.page}>
      <Legend state={state} change={change} first={first.ids} runs={runs} known={first.runs} looks={looks} />
      <RunCharts
        experimentIds={experimentIds}
        runs={runs}
        looks={looks}
        query={query}
        onFilter={(condition) => change({ q: and(state.q, condition) })}
        onOpen={(runId) => void navigate({ to: "/runs/$runId", params: { runId } })}
      >
        <Menu
          trigger={
            <Button>
              First {state.top} runs
              <Icon name="chevronDown" size={12} />
            </Button>
          }
        >
          <MenuRadio value={String(state.top)} onChange={(top) => change({ top: Number(top) })} options={tops} />
        </Menu>
      </RunCharts>
    </div>
  );
}

const none: readonly DrawnRun[] = [];

/** The first runs of the view. */
function useFirst(experimentIds: readonly string[], { q, sort, view, top }: RunsState) {
  const { data, error, refetch } = useQuery({
    queryKey: ["runs/table", "first", experimentIds, q, sort, view, top],
    queryFn: async ({ signal }) => {
      const page = await fetchTable(firstRunsQuery(experimentIds, { q, sort, view, top }), { signal });
      return page.runIds.map((runId, row) => drawnOf({ page, row, runId }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const runs = data ?? none;
  const ids = useMemo(() => runs.map((run) => run.runId), [runs]);
  return { runs, ids, error, isKnown: data !== undefined, retry: () => void refetch() };
}

/** Runs that are drawn though they are not among the first. */
function useHandPicked(state: RunsState, first: readonly string[]): readonly DrawnRun[] {
  const known = new Set(first);
  const runIds = drawnIds(state, first)
    .filter((runId) => !known.has(runId))
    .sort();
  const { data } = useQuery({
    queryKey: ["runs/table", "drawn", runIds],
    queryFn: async ({ signal }) => {
      const page = await fetchTable({ run_ids: runIds, columns: drawnColumns }, { signal });
      return page.runIds.map((runId, row) => drawnOf({ page, row, runId }));
    },
    enabled: runIds.length > 0,
  });
  return runIds.length > 0 ? (data ?? none) : none;
}

function useInOrder(state: RunsState, first: readonly DrawnRun[], hand: readonly DrawnRun[]): readonly DrawnRun[] {
  const known = new Map([...first, ...hand].map((run) => [run.runId, run]));
  const ids = drawnIds(
    state,
    first.map((run) => run.runId),
  );
  const described = JSON.stringify(ids.map((runId) => known.get(runId)).filter((run) => run !== undefined));
  // The same array while nothing changed, as every chart compares it.
  return useMemo(() => JSON.parse(described) as DrawnRun[], [described]);
}
