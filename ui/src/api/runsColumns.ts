import { type CallOptions, leat } from "./client";
import type { Query, Wire } from "./wire";

export type KeyKind = "metric" | "param" | "tag";

/** A key that runs have, and how many of them, if that was counted. */
export type RunKey = Wire<"RunKey"> & { kind: KeyKind };

export type KeysQuery = Query<"GetRunColumnsRequest">;

/** The keys with how many there are in all; an empty list is left out of answers. */
export type KeysAnswer = Omit<Wire<"GetRunColumnsResponse">, "columns"> & { columns: readonly RunKey[] };

/** The keys of metrics, params and tags that runs have, from the server's index. */
export async function fetchKeys(query: KeysQuery, options: CallOptions = {}): Promise<KeysAnswer> {
  const answer = await leat<Partial<KeysAnswer> & { total: number }>("runs/columns", query, options);
  return { columns: [], ...answer };
}

/** How many there are, and whether exactly so many; otherwise there are more. */
export type CountAnswer = Wire<"CountRunsResponse">;
export type CountQuery = Query<"CountRunsRequest">;

/** How many runs match. */
export function fetchCount(query: CountQuery, options: CallOptions = {}): Promise<CountAnswer> {
  return leat<CountAnswer>("runs/count", query, options);
}

export type ValuesQuery = Query<"GetRunValuesRequest">;
export type ValuesAnswer = Required<Wire<"GetRunValuesResponse">>;

/** The values of a param, a tag or an attribute. */
export async function fetchValues(query: ValuesQuery, options: CallOptions = {}): Promise<ValuesAnswer> {
  return { values: [], ...(await leat<Wire<"GetRunValuesResponse">>("runs/values", query, options)) };
}
