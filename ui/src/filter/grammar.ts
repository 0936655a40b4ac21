/** The fields of runs that a filter may name, and what they are compared by (docs/search.md). */

export type Entity = "metric" | "param" | "tag" | "attribute" | "dataset";

/** What a field is compared with. An optional one is a text that a run may lack, and a filter may ask whether it does. */
export type FieldType = "number" | "text" | "listable" | "optional";

export const entities: Readonly<Record<string, Entity>> = {
  metric: "metric",
  metrics: "metric",
  parameter: "param",
  parameters: "param",
  param: "param",
  params: "param",
  tag: "tag",
  tags: "tag",
  attribute: "attribute",
  attributes: "attribute",
  attr: "attribute",
  run: "attribute",
  dataset: "dataset",
  datasets: "dataset",
};

const attributeTypes: Readonly<Record<string, FieldType>> = {
  run_id: "listable",
  run_name: "text",
  "run name": "text",
  "Run name": "text",
  "Run Name": "text",
  status: "text",
  user_id: "text",
  artifact_uri: "text",
  start_time: "number",
  created: "number",
  Created: "number",
  end_time: "number",
};

const datasetTypes: Readonly<Record<string, FieldType>> = { name: "listable", digest: "listable", context: "listable" };

/** Attributes as they are offered, with what they are. */
export const offered: readonly { name: string; detail: string }[] = [
  { name: "run_name", detail: "name" },
  { name: "status", detail: "FINISHED, FAILED, …" },
  { name: "start_time", detail: "Unix milliseconds" },
  { name: "end_time", detail: "Unix milliseconds" },
  { name: "user_id", detail: "who made the run" },
  { name: "run_id", detail: "id" },
  { name: "datasets.name", detail: "dataset" },
  { name: "datasets.digest", detail: "dataset" },
  { name: "datasets.context", detail: "dataset" },
  { name: "artifact_uri", detail: "where files lie" },
];

export const statuses: readonly string[] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

export const comparators: Readonly<Record<FieldType, readonly string[]>> = {
  number: ["=", "!=", ">", ">=", "<", "<="],
  text: ["=", "!=", "LIKE", "ILIKE"],
  listable: ["=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"],
  optional: ["=", "!=", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL"],
};

/** What comparators of texts do, for who does not know SQL. */
export const meanings: Readonly<Record<string, string>> = {
  "=": "equal",
  "!=": "another value",
  ">": "greater",
  ">=": "greater or equal",
  "<": "less",
  "<=": "less or equal",
  LIKE: "% stands for any text, _ for one character",
  ILIKE: "as LIKE, in any case",
  IN: "one of a list",
  "NOT IN": "none of a list",
  "IS NULL": "the run does not have it",
  "IS NOT NULL": "the run has it, whatever its value",
};

/** The type of a field; undefined if there is no such field. */
export function typeOf(entity: Entity, key: string): FieldType | undefined {
  if (entity === "metric") return "number";
  if (entity === "param" || entity === "tag") return "optional";
  const types = entity === "dataset" ? datasetTypes : attributeTypes;
  return Object.hasOwn(types, key) ? types[key] : undefined;
}

export function entityOf(name: string | undefined): Entity | undefined {
  if (name === undefined) return "attribute";
  return Object.hasOwn(entities, name) ? entities[name] : undefined;
}

export const MAX_CONDITIONS = 500;
export const MAX_DEPTH = 64;
