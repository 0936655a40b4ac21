/** Where the server's calls lie. */

import { inWorkspace } from "./workspace";

export const MLFLOW = "ajax-api/2.0/mlflow/";
export const LATER = "ajax-api/3.0/mlflow/";
export const LEAT = "ajax-api/leat/1.0/";

/** Below the prefix under which the server is reached: `<base href>` names it. */
export function addressOf(path: string): string {
  return new URL(path, document.baseURI).href;
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** An address of a GET, in the page's workspace. */
export function withQuery(path: string, query: Query): string {
  const address = new URL(addressOf(path));
  for (const [name, value] of Object.entries({ ...query, ...inWorkspace() })) {
    if (value === undefined) continue;
    if (Array.isArray(value)) for (const item of value) address.searchParams.append(name, item);
    else address.searchParams.set(name, String(value));
  }
  return address.href;
}
