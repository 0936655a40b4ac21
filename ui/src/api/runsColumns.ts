import { type CallOptions, leat } from "./client";

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

/** The keys of metrics, params and tags that runs have, from the server's index. */
export async function fetchKeys(query: KeysQuery, options: CallOptions = {}): Promise<KeysAnswer> {
  // An empty list is left out of answers.
  return { columns: [], ...(await leat<Partial<KeysAnswer>>("runs/columns", query, options)) };
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
export async function fetchValues(query: ValuesQuery, options: CallOptions = {}): Promise<ValuesAnswer> {
  return { values: [], ...(await leat<Partial<ValuesAnswer>>("runs/values", query, options)) };
}
