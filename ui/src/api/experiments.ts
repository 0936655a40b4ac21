import { type CallOptions, leat, mlflow, mlflowGet } from "./client";
import { fieldName } from "./fields";
import type { Pair } from "./run";
import type { Wire } from "./wire";

export type Experiment = Wire<"Experiment">;

/** An experiment as lists show it, with what is known of its runs. */
export type ListedExperiment = Wire<"ExperimentRow">;
export type ListedExperiments = Wire<"GetExperimentTableResponse">;
export type ExperimentsAnswer = Wire<"SearchExperimentsResponse">;

export interface ExperimentsQuery {
  /** A part of the name, in any case. */
  text: string;
  /** Tags that they must have. */
  tags: readonly Pair[];
  view: "ACTIVE_ONLY" | "DELETED_ONLY";
}

export const NOTE = "mlflow.note.content";

/** Experiments of one page. */
const PAGE = 500;

/** What the list of experiments asks for. */
export function experimentsQuery({ text, tags, view }: ExperimentsQuery, pageToken?: string) {
  const filter = conditionsOf(text, tags).join(" AND ");
  return {
    max_results: PAGE,
    view,
    order_by: ["last_update_time DESC"],
    ...(filter !== "" && { filter }),
    ...(pageToken && { page_token: pageToken }),
  };
}

export function searchExperiments(
  query: ExperimentsQuery,
  pageToken: string | undefined,
  options: CallOptions = {},
): Promise<ListedExperiments> {
  return leat<ListedExperiments>("experiments/table", experimentsQuery(query, pageToken), options);
}

function conditionsOf(text: string, tags: readonly Pair[]): string[] {
  // A quote cannot be escaped: one character, whichever, stands for it in a pattern.
  const pattern = (each: string) => each.replaceAll("'", "_");
  return [
    ...(text === "" ? [] : [`name ILIKE '%${pattern(text)}%'`]),
    ...tags.map(({ key, value }) => `${fieldName("tag", key)} LIKE '${pattern(value)}'`),
  ];
}

export function getExperiment(experimentId: string, options: CallOptions = {}): Promise<{ experiment: Experiment }> {
  return mlflowGet<{ experiment: Experiment }>("experiments/get", { experiment_id: experimentId }, options);
}

export function createExperiment(name: string): Promise<{ experiment_id: string }> {
  return mlflow<{ experiment_id: string }>("experiments/create", { name });
}

export function renameExperiment(experimentId: string, name: string): Promise<unknown> {
  return mlflow("experiments/update", { experiment_id: experimentId, new_name: name });
}

export function deleteExperiment(experimentId: string): Promise<unknown> {
  return mlflow("experiments/delete", { experiment_id: experimentId });
}

export function restoreExperiment(experimentId: string): Promise<unknown> {
  return mlflow("experiments/restore", { experiment_id: experimentId });
}

export function setExperimentTag(experimentId: string, key: string, value: string): Promise<unknown> {
  return mlflow("experiments/set-experiment-tag", { experiment_id: experimentId, key, value });
}

export function deleteExperimentTag(experimentId: string, key: string): Promise<unknown> {
  return mlflow("experiments/delete-experiment-tag", { experiment_id: experimentId, key });
}

/** The value of an experiment's tag. */
export function experimentTag({ tags }: Experiment, key: string): string | undefined {
  return tags?.find((tag) => tag.key === key)?.value;
}

/** Tags that people have given it: not those of tools, nor the note. */
export function ownTags({ tags }: Experiment): Pair[] {
  return (tags ?? []).filter(({ key }) => !key.startsWith("mlflow.") && !key.startsWith("leat."));
}
