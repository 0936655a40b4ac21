import { leat } from "./client";
import { messageOf } from "./errors";
import { updateRunName } from "./run";
import type { Wire } from "./wire";

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

/** Runs of one call: few enough for an answer within a moment, so that a broken line leaves little in doubt. */
const MOST = 2000;

/** A change as the call for many runs takes it. */
function actionOf(change: Exclude<RunChange, { kind: "rename" }>): object {
  switch (change.kind) {
    case "delete":
      return { delete: {} };
    case "restore":
      return { restore: {} };
    case "setTag":
      return { set_tags: { [change.key]: change.value } };
    case "removeTag":
      return { delete_tags: [change.key] };
  }
}

/** Changes runs, whatever becomes of single ones. */
export async function changeRuns(runIds: readonly string[], change: RunChange): Promise<Changed> {
  const done: string[] = [];
  let failure: string | undefined;
  for (let at = 0; at < runIds.length; at += MOST) {
    const part = runIds.slice(at, at + MOST);
    try {
      const failed = await send(part, change);
      failure ??= failed.values().next().value;
      done.push(...part.filter((runId) => !failed.has(runId)));
    } catch (error) {
      // A call that failed as a whole: the rest would not fare better.
      return { done, failure: failure ?? messageOf(error) };
    }
  }
  return { done, failure };
}

/** Why single runs could not be changed. */
async function send(runIds: readonly string[], change: RunChange): Promise<ReadonlyMap<string, string>> {
  if (change.kind === "rename") {
    await Promise.all(runIds.map((runId) => updateRunName(runId, change.name)));
    return new Map();
  }
  const { failed = [] } = await leat<Wire<"ChangeRunsResponse">>("runs/bulk", {
    run_ids: runIds,
    action: actionOf(change),
  });
  return new Map(failed.map(({ run_id: runId, message }) => [runId, message]));
}
