/**
 * Calls that the head's script has started, before the page's own scripts had come: the first query that would make the same call
 * takes its answer instead. Each is taken once, and none by a page that one went to later.
 */
export interface StartedCalls {
  /** The path of the page they are for. */
  readonly page: string;
  /** By what they ask for. */
  readonly answers: Map<string, StartedCall>;
  /** Where a call lies that depends on the answers to others, and so may still be started. */
  readonly awaited: string | undefined;
  /** When it has been. */
  readonly settled: Promise<void>;
}

export interface StartedCall {
  answer: Promise<Response>;
  abort: AbortController;
}

declare global {
  // A property of the global object is declared like this.
  var leatStarted: StartedCalls | undefined;
}

/** What tells calls apart. */
export function callName(address: string, body: string): string {
  return `${address}\n${body}`;
}

/** Answers that waited longer than this may no longer be true, in ms from the page's start. */
const FRESH = 30_000;

/** The answer to a call that was started already; undefined if it was not, or for another page. */
export async function takeStarted(
  address: string,
  body: string,
  signal: AbortSignal | null,
): Promise<Response | undefined> {
  const name = callName(address, body);
  const calls = current();
  if (!calls) return undefined;
  if (!calls.answers.has(name) && calls.awaited === address) await calls.settled;
  const call = current()?.answers.get(name);
  if (!call) return undefined;
  calls.answers.delete(name);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", () => call.abort.abort(signal.reason), { once: true });
  return call.answer;
}

function current(): StartedCalls | undefined {
  const calls = globalThis.leatStarted;
  if (calls && (calls.page !== location.pathname || performance.now() > FRESH)) globalThis.leatStarted = undefined;
  return globalThis.leatStarted;
}
