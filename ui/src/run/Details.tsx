import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { durationOf, nameOf, type Run, tagOf } from "../api/run";
import { CopyButton } from "../kit/Copy";
import { dateTime, duration, visible } from "../kit/format";
import { Section } from "../kit/Section";
import { Status } from "../kit/Status";
import { useNow } from "../kit/useNow";
import styles from "./OverviewTab.module.css";
import { useExperiment, useRun } from "./useRun";

/** When, by whom, how long, and where it belongs. */
export function Details({ run }: { run: Run }) {
  const { info } = run;
  const user = tagOf(run, "mlflow.user") ?? info.user_id;
  const parentId = tagOf(run, "mlflow.parentRunId");
  const experiment = useExperiment(info.experiment_id).data?.experiment;
  return (
    <Section title="Details">
      <dl className={styles.facts}>
        <Fact name="Status">
          <Status status={info.status} />
        </Fact>
        <Fact name="Started">{info.start_time ? dateTime(info.start_time) : "unknown"}</Fact>
        {info.end_time ? <Fact name="Ended">{dateTime(info.end_time)}</Fact> : null}
        <Fact name="Duration">
          <Duration run={run} />
        </Fact>
        {user && <Fact name="User">{visible(user)}</Fact>}
        <Fact name="Experiment">
          <Link to="/experiments/$experimentId/runs" params={{ experimentId: info.experiment_id }}>
            {visible(experiment?.name ?? info.experiment_id)}
          </Link>
        </Fact>
        {parentId && (
          <Fact name="Parent">
            <ParentLink runId={parentId} />
          </Fact>
        )}
        <Fact name="Run id">
          <span className={styles.withButton}>
            <code>{info.run_id}</code>
            <CopyButton text={info.run_id} label="Copy run id" />
          </span>
        </Fact>
        {info.artifact_uri && (
          <Fact name="Artifacts">
            <span className={styles.withButton}>
              <code>{visible(info.artifact_uri)}</code>
              <CopyButton text={info.artifact_uri} label="Copy artifact location" />
            </span>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Duration({ run }: { run: Run }) {
  const now = useNow();
  const took = durationOf(run);
  if (took !== undefined) return duration(took);
  if (run.info.status === "RUNNING" && run.info.start_time)
    return `${duration(Math.max(0, now - run.info.start_time))} so far`;
  return "unknown";
}

function ParentLink({ runId }: { runId: string }) {
  const parent = useRun(runId).data?.run;
  return (
    <Link to="/runs/$runId" params={{ runId }}>
      {parent ? visible(nameOf(parent)) : runId}
    </Link>
  );
}
