import { Outlet, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { durationOf, nameOf, type Run, tagOf } from "../api/run";
import { duration } from "../kit/format";
import { Failure, Skeleton } from "../kit/States";
import { Status } from "../kit/Status";
import { Tabs } from "../kit/Tabs";
import { Time } from "../kit/Time";
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
  const isActive = run?.info.lifecycle_stage === "active";
  const keys = useMemo(
    () => ({
      e: () => setRenaming(true),
      c: () => setComparing(true),
      "#": isActive ? () => void remove() : undefined,
    }),
    [isActive, remove],
  );
  useRunKeys(runId, keys);
  return (
    <div className={styles.run}>
      <PageHead
        crumbs={useCrumbs(run)}
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
      {run?.info.lifecycle_stage === "deleted" && <DeletedBar runId={runId} />}
      <div className={styles.tab}>
        {error && !data ? <Failure error={error} onRetry={refetch} /> : run ? <Outlet /> : <Skeleton lines={8} />}
      </div>
    </div>
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
