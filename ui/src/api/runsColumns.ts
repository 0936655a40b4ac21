import { type CallOptions, leat, mlflow } from "./client";
import { CallError } from "./errors";
import type { RunsAnswer } from "./run";

export type KeyKind = "metric" | "param" | "tag";

/** A key that runs have. */
export interface RunKey {
  kind: KeyKind;
  key: string;
  /** How many runs have it, if that was counted. */
  runs?: number;
}

export interface KeysQuery {
  experiment_ids: readonly string[];
  kinds?: readonly KeyKind[];
  contains?: string;
  /** Whether the runs that have each key are counted. */
  counts?: boolean;
  max_results?: number;
  page_token?: string;
}

export interface KeysAnswer {
  columns: readonly RunKey[];
  /** How many there are in all. */
  total?: number;
  next_page_token?: string;
}

/** The keys of metrics, params and tags that runs have, from the server's index; a server without one tells those of its newest runs. */
export async function fetchKeys(query: KeysQuery, options: CallOptions = {}): Promise<KeysAnswer> {
  try {
    return await leat<KeysAnswer>("runs/columns", query, options);
  } catch (error) {
    if (error instanceof CallError && error.code === "HTTP_404") return keysOfNewest(query, options);
    throw error;
  }
}

/** Runs looked at where the server has no index of keys. */
const NEWEST = 50;

async function keysOfNewest(query: KeysQuery, options: CallOptions): Promise<KeysAnswer> {
  const { kinds = ["metric", "param", "tag"], contains = "", max_results: most = 500 } = query;
  const body = { experiment_ids: query.experiment_ids, max_results: NEWEST };
  const { runs = [] } = await mlflow<RunsAnswer>("runs/search", body, options);
  const found = new Map<string, RunKey>();
  for (const { data } of runs)
    for (const [kind, pairs] of [
      ["metric", data.metrics],
      ["param", data.params],
      ["tag", data.tags],
    ] as const)
      for (const { key } of pairs ?? [])
        if (kinds.includes(kind) && key.includes(contains)) found.set(`${kind} ${key}`, { kind, key });
  const columns = [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { columns: columns.slice(0, most), total: columns.length };
}

export interface CountAnswer {
  count: number;
  /** Whether there are exactly so many; otherwise there are more. */
  exact: boolean;
}

export interface CountQuery {
  experiment_ids: readonly string[];
  filter?: string;
  view?: string;
  limit?: number;
}

/** How many runs match. */
export function fetchCount(query: CountQuery, options: CallOptions = {}): Promise<CountAnswer> {
  return leat<CountAnswer>("runs/count", query, options);
}

export interface ValuesQuery {
  experiment_ids: readonly string[];
  key: string;
  prefix?: string;
  max_results?: number;
}

export interface ValuesAnswer {
  values: readonly { value: string; runs?: number }[];
  more?: boolean;
}

/** The values of a param, a tag or an attribute. */
export function fetchValues(query: ValuesQuery, options: CallOptions = {}): Promise<ValuesAnswer> {
  return leat<ValuesAnswer>("runs/values", query, options);
}
