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
  run_id?: string;
  model_id?: string;
  user_id?: string;
  description?: string;
  status_message?: string;
  tags?: Pair[];
  creation_timestamp?: number;
  last_updated_timestamp?: number;
}

export interface RegisteredModel {
  name: string;
  creation_timestamp?: number;
  last_updated_timestamp?: number;
  description?: string;
  latest_versions?: ModelVersion[];
  aliases?: { alias: string; version: string }[];
  tags?: Pair[];
}

export interface RegisteredModels {
  registered_models?: RegisteredModel[];
  next_page_token?: string;
}

/** Registered models whose names contain a text, by name. */
export function searchModels(
  text: string,
  pageToken: string | undefined,
  signal?: AbortSignal,
): Promise<RegisteredModels> {
  return mlflowGet<RegisteredModels>(
    "registered-models/search",
    {
      // The language has no escape: of a text with a quote, the part before it is asked for.
      filter: text === "" ? undefined : `name ILIKE '%${text.split("'")[0]}%'`,
      max_results: 200,
      order_by: ["name ASC"],
      page_token: pageToken,
    },
    { signal },
  );
}

export async function getModel(name: string, signal?: AbortSignal): Promise<RegisteredModel> {
  const answer = await mlflowGet<{ registered_model: RegisteredModel }>("registered-models/get", { name }, { signal });
  return answer.registered_model;
}

export async function getVersion(name: string, version: string, signal?: AbortSignal): Promise<ModelVersion> {
  const answer = await mlflowGet<{ model_version: ModelVersion }>("model-versions/get", { name, version }, { signal });
  return answer.model_version;
}

export interface ModelVersions {
  model_versions?: ModelVersion[];
  next_page_token?: string;
}

/** Versions of a model, newest first. */
export function versionsOfModel(
  name: string,
  pageToken: string | undefined,
  signal?: AbortSignal,
): Promise<ModelVersions> {
  // One kind of quotes must be absent, as the language has no escape.
  const quote = name.includes("'") ? '"' : "'";
  return mlflowGet<ModelVersions>(
    "model-versions/search",
    {
      filter: `name=${quote}${name}${quote}`,
      max_results: 200,
      order_by: ["version_number DESC"],
      page_token: pageToken,
    },
    { signal },
  );
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
