import { mlflowGet } from "./client";
import type { Metric, Pair } from "./run";

export interface LoggedModel {
  info: {
    model_id: string;
    experiment_id: string;
    name: string;
    creation_timestamp_ms?: number;
    status?: string;
    model_type?: string;
    source_run_id?: string;
    tags?: Pair[];
  };
  data?: { params?: Pair[]; metrics?: (Metric & { run_id?: string })[] };
}

export async function getLoggedModel(modelId: string, signal?: AbortSignal): Promise<LoggedModel> {
  const answer = await mlflowGet<{ model: LoggedModel }>(
    `logged-models/${encodeURIComponent(modelId)}`,
    {},
    { signal },
  );
  return answer.model;
}

export interface ModelVersion {
  name: string;
  version: string;
  current_stage?: string;
  status?: string;
  aliases?: string[];
  source?: string;
  creation_timestamp?: number;
}

/** The registered versions that were made of a run's models. */
export async function versionsOfRun(runId: string, signal?: AbortSignal): Promise<ModelVersion[]> {
  const answer = await mlflowGet<{ model_versions?: ModelVersion[] }>(
    "model-versions/search",
    { filter: `run_id='${runId}'`, max_results: 100 },
    { signal },
  );
  return answer.model_versions ?? [];
}
