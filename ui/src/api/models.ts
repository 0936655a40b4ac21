import { mlflowGet } from "./client";
import type { Wire } from "./wire";

export type LoggedModel = Wire<"LoggedModel">;

export async function getLoggedModel(modelId: string, signal?: AbortSignal): Promise<LoggedModel> {
  const answer = await mlflowGet<Wire<"LoggedModelResponse">>(
    `logged-models/${encodeURIComponent(modelId)}`,
    {},
    { signal },
  );
  return answer.model;
}

export type ModelVersion = Wire<"ModelVersion">;
export type RegisteredModel = Wire<"RegisteredModel">;
export type RegisteredModels = Wire<"SearchRegisteredModelsResponse">;

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
  const answer = await mlflowGet<Wire<"RegisteredModelResponse">>("registered-models/get", { name }, { signal });
  return answer.registered_model;
}

export async function getVersion(name: string, version: string, signal?: AbortSignal): Promise<ModelVersion> {
  const answer = await mlflowGet<Wire<"ModelVersionResponse">>("model-versions/get", { name, version }, { signal });
  return answer.model_version;
}

export type ModelVersions = Wire<"SearchModelVersionsResponse">;

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
  const answer = await mlflowGet<ModelVersions>(
    "model-versions/search",
    { filter: `run_id='${runId}'`, max_results: 100 },
    { signal },
  );
  return answer.model_versions ?? [];
}
