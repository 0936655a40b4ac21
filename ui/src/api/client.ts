import { addressOf, LATER, LEAT, MLFLOW, type Query, withQuery } from "./address";
import { CallError, readError } from "./errors";
import { takeStarted } from "./started";
import { workspaceHeaders } from "./workspace";

export { addressOf } from "./address";

async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    const body = typeof init.body === "string" ? init.body : "";
    response = (await takeStarted(address, body, init.signal ?? null)) ?? (await fetch(address, init));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new CallError(0, "UNREACHABLE", "The server does not answer. Is it still running?");
  }
  if (!response.ok) throw await readError(response);
  return response;
}

/** An answer may be abandoned when the view it was for has changed. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

function body(method: string, content: unknown, options: CallOptions): RequestInit {
  return {
    method,
    headers: { "Content-Type": "application/json", ...workspaceHeaders() },
    body: JSON.stringify(content),
    signal: options.signal ?? null,
  };
}

/** One of MLflow's calls that reads by GET. */
export async function mlflowGet<T>(path: string, query: Query = {}, options: CallOptions = {}): Promise<T> {
  const response = await send(withQuery(MLFLOW + path, query), { signal: options.signal ?? null });
  return (await response.json()) as T;
}

/** One of MLflow's later calls that reads by GET. */
export async function laterGet<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(withQuery(LATER + path, {}), { signal: options.signal ?? null });
  return (await response.json()) as T;
}

/** One of MLflow's calls that has a body. */
export async function mlflow<T>(
  path: string,
  content: unknown,
  options: CallOptions & { method?: string } = {},
): Promise<T> {
  const response = await send(addressOf(MLFLOW + path), body(options.method ?? "POST", content, options));
  return (await response.json()) as T;
}

/** One of Leat's own calls. */
export async function leat<T>(path: string, content: unknown, options: CallOptions = {}): Promise<T> {
  const response = await send(addressOf(LEAT + path), body("POST", content, options));
  return (await response.json()) as T;
}

/** One of Leat's own calls whose answer is binary. */
export async function leatBytes(
  path: string,
  content: unknown,
  accept: string,
  options: CallOptions = {},
): Promise<Response> {
  const request = body("POST", content, options);
  return send(addressOf(LEAT + path), { ...request, headers: { ...request.headers, Accept: accept } });
}

/** Where a GET of one of Leat's calls lies: for pictures, frames and downloads. */
export function leatAddress(path: string, query: Query = {}): string {
  return withQuery(LEAT + path, query);
}

/** Fetches any place of the server as it is, such as a file. */
export function fetchPlace(address: string, init: RequestInit = {}): Promise<Response> {
  return send(address, init);
}
