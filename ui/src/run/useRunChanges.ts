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
  updateRunName,
} from "../api/run";
import { visible } from "../kit/format";
import { toast } from "../kit/Toasts";

export const noteKey = "mlflow.note.content";

export interface RunChanges {
  rename: (name: string) => Promise<boolean>;
  setTag: (key: string, value: string) => Promise<boolean>;
  removeTag: (key: string) => Promise<boolean>;
  remove: () => Promise<boolean>;
  restore: () => Promise<boolean>;
}

/** Changes of a run. The page shows each at once, and goes back to what was there if the server refuses. */
export function useRunChanges(runId: string): RunChanges {
  const queries = useQueryClient();
  return useMemo(() => changesOf(queries, runId), [queries, runId]);
}

export function changesOf(queries: QueryClient, runId: string): RunChanges {
  const current = () => queries.getQueryData<RunAnswer>(runKey(runId))?.run;

  async function apply(what: string, change: (run: Run) => Run, send: () => Promise<unknown>): Promise<boolean> {
    const key = runKey(runId);
    await queries.cancelQueries({ queryKey: key });
    const before = queries.getQueryData<RunAnswer>(key);
    if (before) queries.setQueryData<RunAnswer>(key, { run: change(before.run) });
    try {
      await send();
      // Lists that show the run are read again when they are next looked at.
      void queries.invalidateQueries({ refetchType: "none" });
      void queries.invalidateQueries({ queryKey: key });
      return true;
    } catch (error) {
      if (before) queries.setQueryData(key, before);
      toast({ text: `${what} failed: ${messageOf(error)}`, failed: true });
      return false;
    }
  }

  const setTag = (key: string, value: string) =>
    apply(
      `Setting the tag ${visible(key)}`,
      (run) => withTag(run, key, value),
      () => setRunTag(runId, key, value),
    );

  const setStage = (stage: "active" | "deleted") =>
    apply(
      stage === "deleted" ? "Deleting the run" : "Restoring the run",
      (run) => ({ ...run, info: { ...run.info, lifecycle_stage: stage } }),
      () => (stage === "deleted" ? deleteRun(runId) : restoreRun(runId)),
    );

  return {
    rename: (name) =>
      apply(
        "Renaming",
        (run) => ({ ...run, info: { ...run.info, run_name: name } }),
        () => updateRunName(runId, name),
      ),
    setTag,
    async removeTag(key) {
      const value = current()?.data.tags?.find((tag) => tag.key === key)?.value;
      const done = await apply(
        `Removing the tag ${visible(key)}`,
        (run) => withTag(run, key, undefined),
        () => deleteRunTag(runId, key),
      );
      if (done && value !== undefined)
        toast({ text: `Removed the tag ${visible(key)}.`, action: { label: "Undo", run: () => setTag(key, value) } });
      return done;
    },
    async remove() {
      const run = current();
      const done = await setStage("deleted");
      if (done)
        toast({
          text: `Deleted ${run ? visible(nameOf(run)) : "the run"}.`,
          action: { label: "Undo", run: () => setStage("active") },
        });
      return done;
    },
    restore: () => setStage("active"),
  };
}

function withTag(run: Run, key: string, value: string | undefined): Run {
  const others = run.data.tags?.filter((tag) => tag.key !== key) ?? [];
  const tags = value === undefined ? others : [...others, { key, value }];
  return { ...run, data: { ...run.data, tags } };
}
