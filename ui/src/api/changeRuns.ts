import { messageOf } from "./errors";
import { deleteRun, deleteRunTag, restoreRun, setRunTag, updateRunName } from "./run";

/** What is done with runs. */
export type RunChange =
  | { kind: "delete" }
  | { kind: "restore" }
  | { kind: "rename"; name: string }
  | { kind: "setTag"; key: string; value: string }
  | { kind: "removeTag"; key: string };

export interface Changed {
  /** Those that were changed. */
  done: readonly string[];
  /** The first reason why others were not. */
  failure: string | undefined;
}

/** Calls in flight: as many connections as browsers open to a server of HTTP/1.1. */
const AT_ONCE = 6;

function send(runId: string, change: RunChange): Promise<unknown> {
  switch (change.kind) {
    case "delete":
      return deleteRun(runId);
    case "restore":
      return restoreRun(runId);
    case "rename":
      return updateRunName(runId, change.name);
    case "setTag":
      return setRunTag(runId, change.key, change.value);
    case "removeTag":
      return deleteRunTag(runId, change.key);
  }
}

/** Changes runs, whatever becomes of single ones. */
export async function changeRuns(runIds: readonly string[], change: RunChange): Promise<Changed> {
  const done: string[] = [];
  let failure: string | undefined;
  let next = 0;
  const work = async () => {
    for (let runId = runIds[next++]; runId !== undefined; runId = runIds[next++]) {
      try {
        await send(runId, change);
        done.push(runId);
      } catch (error) {
        failure ??= messageOf(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, runIds.length) }, work));
  return { done, failure };
}
