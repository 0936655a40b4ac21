import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { getExperiment, type Run, tagOf } from "../api/run";
import { Choice } from "../kit/Choice";
import { count } from "../kit/format";
import { Empty, Failure, Skeleton } from "../kit/States";
import { useRunLooks } from "../kit/useRunLooks";
import { type Crumb, PageHead } from "../shell/PageHead";
import styles from "./ComparePage.module.css";
import { CompareTable } from "./CompareTable";
import { type CompareState, mostRuns, useCompareState } from "./useCompareState";
import { type ComparedRuns, useRuns } from "./useRuns";

const CompareCharts = lazy(() => import("./CompareCharts"));
const CompareFiles = lazy(() => import("./CompareFiles"));

/** Any runs beside each other: what differs first, then charts and files. */
export function ComparePage() {
  const [state, change] = useCompareState();
  const ids = state.runIds.slice(0, mostRuns);
  const { data, error, refetch } = useRuns(ids);
  const title = state.runIds.length > 1 ? `Compare ${count(state.runIds.length)} runs` : "Compare runs";
  return (
    <div className={styles.page}>
      <PageHead crumbs={useCrumbs(data?.runs)} title={title} />
      {ids.length === 0 ? (
        <Empty title="Nothing to compare yet">
          <p>Choose runs in the table of an experiment, or press Compare on the page of a run.</p>
        </Empty>
      ) : error && !data ? (
        <Failure error={error} onRetry={refetch} />
      ) : data ? (
        <Content data={data} state={state} change={change} />
      ) : (
        <div className={styles.wait}>
          <Skeleton lines={10} />
        </div>
      )}
    </div>
  );
}

/** The way to the experiment, if all runs are of one. */
function useCrumbs(runs: readonly Run[] = []): readonly Crumb[] {
  const ids = new Set(runs.map((run) => run.info.experiment_id));
  const experimentId = ids.size === 1 ? [...ids][0] : undefined;
  const { data } = useQuery({
    queryKey: ["experiment", experimentId],
    queryFn: ({ signal }) => getExperiment(experimentId ?? "", signal),
    enabled: experimentId !== undefined,
    staleTime: 60_000,
  });
  if (experimentId === undefined) return [{ label: "Experiments", to: "/experiments" }];
  const label = data?.experiment.name ?? `Experiment ${experimentId}`;
  return [{ label, to: "/experiments/$experimentId/runs", params: { experimentId } }];
}

interface ContentProps {
  data: ComparedRuns;
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

function Content({ data: { runs, missing }, state, change }: ContentProps) {
  const named = useMemo(
    () => runs.map((run) => ({ runId: run.info.run_id, runColor: tagOf(run, "mlflow.runColor") })),
    [runs],
  );
  const looks = useRunLooks(named);
  const notes = [
    state.runIds.length > mostRuns && `Only the first ${mostRuns} of ${count(state.runIds.length)} runs are compared.`,
    missing.length === 1 && `The run ${missing[0]} does not exist.`,
    missing.length > 1 &&
      `${count(missing.length)} of the runs do not exist: ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? "…" : "."}`,
  ].filter(Boolean);
  return (
    <>
      {notes.length > 0 && (
        <p className={styles.note} role="status">
          {notes.join(" ")}
        </p>
      )}
      <div className={styles.ways}>
        <Choice
          label="What to compare"
          value={state.view}
          onChange={(view) => change({ view })}
          options={[
            ["table", "Table"],
            ["charts", "Charts"],
            ["files", "Files"],
          ]}
        />
      </div>
      <Suspense fallback={<Skeleton lines={8} />}>
        {state.view === "table" && <CompareTable runs={runs} looks={looks} state={state} change={change} />}
        {state.view === "charts" && <CompareCharts runs={runs} looks={looks} />}
        {state.view === "files" && <CompareFiles runs={runs} looks={looks} state={state} change={change} />}
      </Suspense>
    </>
  );
}
