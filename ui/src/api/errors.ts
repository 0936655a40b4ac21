import type { Wire } from "./wire";

/** What the server, or the way to it, said of a call that failed. */
export class CallError extends Error {
  /** The protocol's error code, such as `INVALID_PARAMETER_VALUE`; `UNREACHABLE` if no server answered. */
  readonly code: string;
  /** The HTTP status; 0 if no server answered. */
  readonly status: number;
  /** Where in a filter the fault lies, in UTF-16 units. */
  readonly position: number | undefined;
  /** How long the faulty part of the filter is. */
  readonly length: number | undefined;

  constructor(status: number, code: string, message: string, position?: number, length?: number) {
    super(message);
    this.name = "CallError";
    this.status = status;
    this.code = code;
    this.position = position;
    this.length = length;
  }

  /** Whether the same call may succeed later. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503;
  }
}

/** What a proxy answers may have nothing of it. */
type ErrorBody = Partial<Wire<"ErrorResponse">>;

/** Reads an answer that tells of a failure, whatever form a proxy gave it. */
export async function readError(response: Response): Promise<CallError> {
  let body: ErrorBody = {};
  try {
    body = (await response.json()) as ErrorBody;
  } catch {
    // Not JSON: a proxy's page, whose text would help nobody.
  }
  const message = body.message ?? `The server answered ${response.status} ${response.statusText}`.trim();
  return new CallError(
    response.status,
    body.error_code ?? `HTTP_${response.status}`,
    message,
    body.position,
    body.length,
  );
}

/** What to show of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
