import { mlflow, mlflowGet } from "./client";
import type { Wire } from "./wire";

export type Pair = Wire<"Tag">;
export type Metric = Wire<"Metric">;
export type Dataset = Wire<"Dataset">;
export type DatasetInput = Wire<"DatasetInput">;

/** A run as `runs/get` answers it: metrics by their last values. */
export type Run = Wire<"Run">;
export type RunAnswer = Wire<"GetRunResponse">;

/** The key under which queries keep a run, for all pages that show it. */
export function runKey(runId: string): readonly [string, string] {
  return ["run", runId];
}

export function getRun(runId: string, signal?: AbortSignal): Promise<RunAnswer> {
  return mlflowGet<RunAnswer>("runs/get", { run_id: runId }, { signal });
}

/** The value of a run's tag. */
export function tagOf(run: Run, key: string): string | undefined {
  return run.data.tags?.find((tag) => tag.key === key)?.value;
}

/** Whether the run can be changed: the server refuses changes of deleted ones. */
export function isActive({ info }: Run): boolean {
  return info.lifecycle_stage !== "deleted";
}

/** How long the run took; undefined while it runs or if a client never said. */
export function durationOf({ info }: Run): number | undefined {
  return info.start_time && info.end_time ? info.end_time - info.start_time : undefined;
}

/** A run's name; its id if it has none. */
export function nameOf({ info }: Run): string {
  return info.run_name || info.run_id;
}

export type ExperimentAnswer = Wire<"GetExperimentResponse">;

export function getExperiment(experimentId: string, signal?: AbortSignal): Promise<ExperimentAnswer> {
  return mlflowGet<ExperimentAnswer>("experiments/get", { experiment_id: experimentId }, { signal });
}

export type RunsAnswer = Wire<"SearchRunsResponse">;

/** The runs that name this one as their parent, oldest first. */
export function searchChildren(run: Run, pageToken: string | undefined, signal?: AbortSignal): Promise<RunsAnswer> {
  return mlflow<RunsAnswer>(
    "runs/search",
    {
      experiment_ids: [run.info.experiment_id],
      filter: `tags.\`mlflow.parentRunId\` = '${run.info.run_id}'`,
      order_by: ["attributes.start_time ASC"],
      max_results: 50,
      ...(pageToken && { page_token: pageToken }),
    },
    { signal },
  );
}

export function updateRunName(runId: string, name: string): Promise<unknown> {
  return mlflow("runs/update", { run_id: runId, run_name: name });
}

export function setRunTag(runId: string, key: string, value: string): Promise<unknown> {
  return mlflow("runs/set-tag", { run_id: runId, key, value });
}

export function deleteRunTag(runId: string, key: string): Promise<unknown> {
  return mlflow("runs/delete-tag", { run_id: runId, key });
}

export function deleteRun(runId: string): Promise<unknown> {
  return mlflow("runs/delete", { run_id: runId });
}

export function restoreRun(runId: string): Promise<unknown> {
  return mlflow("runs/restore", { run_id: runId });
}
