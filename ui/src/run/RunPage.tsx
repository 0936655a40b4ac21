import { Link, Outlet, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { CallError } from "../api/errors";
import { durationOf, isActive, nameOf, type Run, tagOf } from "../api/run";
import { duration, visible } from "../kit/format";
import { Empty, Failure, Skeleton } from "../kit/States";
import { Status } from "../kit/Status";
import { Tabs } from "../kit/Tabs";
import { Time } from "../kit/Time";
import { useUndoKeys } from "../kit/undo";
import { type Crumb, PageHead } from "../shell/PageHead";
import { DeletedBar } from "./DeletedBar";
import { RunActions } from "./RunActions";
import { RunName } from "./RunName";
import styles from "./RunPage.module.css";
import { useExperiment, useRun } from "./useRun";
import { useRunChanges } from "./useRunChanges";
import { useRunKeys } from "./useRunKeys";

/** One run: its name and state, and its pages as tabs. */
export function RunPage() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const { data, error, refetch } = useRun(runId);
  const run = data?.run;
  const params = { runId };
  const [renaming, setRenaming] = useState(false);
  const [comparing, setComparing] = useState(false);
  const { remove } = useRunChanges(runId);
  const canChange = run !== undefined && isActive(run);
  const keys = useMemo(
    () => ({
      e: canChange ? () => setRenaming(true) : undefined,
      c: () => setComparing(true),
      "#": canChange ? () => void remove() : undefined,
    }),
    [canChange, remove],
  );
  useRunKeys(runId, keys);
  useUndoKeys();
  const crumbs = useCrumbs(run);
  if (error instanceof CallError && error.status === 404 && !data) return <NoRun runId={runId} />;
  return (
    <div className={styles.run}>
      <PageHead
        crumbs={crumbs}
        title={run ? nameOf(run) : runId}
        name={run && <RunName key={runId} run={run} editing={renaming} onEditing={setRenaming} />}
        facts={run && <HeadFacts run={run} />}
        actions={run && <RunActions run={run} comparing={comparing} onComparing={setComparing} />}
      />
      <div className={styles.tabs}>
        <Tabs
          label="Pages of the run"
          tabs={[
            { to: "/runs/$runId", params, label: "Overview", exact: true, shortcut: "1" },
            { to: "/runs/$runId/charts", params, label: "Charts", shortcut: "2" },
            { to: "/runs/$runId/system", params, label: "System", shortcut: "3" },
            { to: "/runs/$runId/artifacts", params, label: "Artifacts", shortcut: "4" },
          ]}
        />
      </div>
      {run && !isActive(run) && <DeletedBar runId={runId} />}
      <div className={styles.tab}>
        {run ? (
          <Outlet />
        ) : (
          <div className={styles.wait}>
            {error ? <Failure error={error} onRetry={refetch} /> : <Skeleton lines={8} />}
          </div>
        )}
      </div>
    </div>
  );
}

function NoRun({ runId }: { runId: string }) {
  return (
    <>
      <PageHead crumbs={[{ label: "Experiments", to: "/experiments" }]} title="No such run" />
      <Empty title="There is no such run">
        <p>
          Nothing is known of <code>{visible(runId)}</code>. It may have been removed for good, or belong to another
          server.
        </p>
        <p>
          <Link to="/experiments">All experiments</Link>
        </p>
      </Empty>
    </>
  );
}

function useCrumbs(run: Run | undefined): readonly Crumb[] {
  const experiment = useExperiment(run?.info.experiment_id).data?.experiment;
  const parentId = run && tagOf(run, "mlflow.parentRunId");
  const parent = useRun(parentId).data?.run;
  if (!run) return [{ label: "Experiments", to: "/experiments" }];
  const crumbs: Crumb[] = [
    {
      label: experiment?.name ?? `Experiment ${run.info.experiment_id}`,
      to: "/experiments/$experimentId/runs",
      params: { experimentId: run.info.experiment_id },
    },
  ];
  if (parentId)
    crumbs.push({ label: parent ? nameOf(parent) : parentId, to: "/runs/$runId", params: { runId: parentId } });
  return crumbs;
}

function HeadFacts({ run }: { run: Run }) {
  const took = durationOf(run);
  return (
    <span className={styles.facts}>
      <Status status={run.info.status} />
      <span>
        started <Time ms={run.info.start_time} />
      </span>
      {took !== undefined && <span>took {duration(took)}</span>}
    </span>
  );
}
