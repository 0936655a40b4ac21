import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { messageOf } from "../api/errors";
import {
  deleteRun,
  deleteRunTag,
  nameOf,
  type Run,
  type RunAnswer,
  restoreRun,
  runKey,
  setRunTag,
  tagOf,
  updateRunName,
} from "../api/run";
import { visible } from "../kit/format";
import { toast } from "../kit/Toasts";
import { performed } from "../kit/undo";

export const noteKey = "mlflow.note.content";

/** Each says whether it was done. */
export interface RunChanges {
  rename: (name: string) => Promise<boolean>;
  setTag: (key: string, value: string) => Promise<boolean>;
  removeTag: (key: string) => Promise<boolean>;
  remove: () => Promise<boolean>;
  restore: () => Promise<boolean>;
}

/** A change as the page shows it, and as the server is told. */
interface Change {
  show: (run: Run) => Run;
  send: () => Promise<unknown>;
}

/** Changes of a run, all of which can be taken back. The page shows each at once, and goes back if the server refuses. */
export function useRunChanges(runId: string): RunChanges {
  const queries = useQueryClient();
  return useMemo(() => changesOf(queries, runId), [queries, runId]);
}

export function changesOf(queries: QueryClient, runId: string): RunChanges {
  const key = runKey(runId);
  const current = () => queries.getQueryData<RunAnswer>(key)?.run;

  async function apply({ show, send }: Change): Promise<void> {
    await queries.cancelQueries({ queryKey: key });
    const before = queries.getQueryData<RunAnswer>(key);
    if (before) queries.setQueryData<RunAnswer>(key, { run: show(before.run) });
    try {
      await send();
    } catch (error) {
      if (before) queries.setQueryData(key, before);
      throw error;
    }
    // Lists that show the run are read again when they are next looked at.
    void queries.invalidateQueries({ refetchType: "none" });
    void queries.invalidateQueries({ queryKey: key });
  }

  async function perform(text: string, failure: string, there: Change, back: Change): Promise<boolean> {
    try {
      await apply(there);
    } catch (error) {
      toast({ text: `${failure} ${messageOf(error)}`, failed: true });
      return false;
    }
    performed({ text, undo: () => apply(back), redo: () => apply(there) });
    return true;
  }

  const rename = (name: string): Change => ({
    show: (run) => ({ ...run, info: { ...run.info, run_name: name } }),
    send: () => updateRunName(runId, name),
  });
  const tag = (name: string, value: string | undefined): Change => ({
    show: (run) => withTag(run, name, value),
    send: () => (value === undefined ? deleteRunTag(runId, name) : setRunTag(runId, name, value)),
  });
  const stage = (next: "active" | "deleted"): Change => ({
    show: (run) => ({ ...run, info: { ...run.info, lifecycle_stage: next } }),
    send: () => (next === "deleted" ? deleteRun(runId) : restoreRun(runId)),
  });
  const before = (name: string) => {
    const run = current();
    return run && tagOf(run, name);
  };
  const named = () => {
    const run = current();
    return run ? visible(nameOf(run)) : "the run";
  };

  return {
    rename: (name) =>
      perform(
        `Renamed to ${visible(name)}.`,
        "It could not be renamed.",
        rename(name),
        rename(current()?.info.run_name ?? ""),
      ),
    setTag(name, value) {
      const [what, failure] =
        name === noteKey
          ? ["Saved the note.", "The note could not be saved."]
          : [`Set the tag ${visible(name)}.`, "The tag could not be set."];
      return perform(what, failure, tag(name, value), tag(name, before(name)));
    },
    removeTag: (name) =>
      perform(
        `Removed the tag ${visible(name)}.`,
        "The tag could not be removed.",
        tag(name, undefined),
        tag(name, before(name)),
      ),
    remove: () => perform(`Deleted ${named()}.`, "It could not be deleted.", stage("deleted"), stage("active")),
    restore: () => perform(`Restored ${named()}.`, "It could not be restored.", stage("active"), stage("deleted")),
  };
}

function withTag(run: Run, key: string, value: string | undefined): Run {
  const others = run.data.tags?.filter((tag) => tag.key !== key) ?? [];
  const tags = value === undefined ? others : [...others, { key, value }];
  return { ...run, data: { ...run.data, tags } };
}
