import { useQueryClient } from "@tanstack/react-query";
import { messageOf } from "../api/errors";
import {
  createExperiment,
  deleteExperiment,
  deleteExperimentTag,
  type Experiment,
  experimentTag,
  renameExperiment,
  restoreExperiment,
  setExperimentTag,
} from "../api/experiments";
import { visible } from "../kit/format";
import { toast } from "../kit/Toasts";
import { performed } from "../kit/undo";

/** Changes of experiments that can be taken back. Each says whether it was done. */
export function useExperimentWrites() {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["experiments"] }),
      queries.invalidateQueries({ queryKey: ["experiment"] }),
    ]);

  const send = async (call: () => Promise<unknown>) => {
    await call();
    await refresh();
  };

  const both = async (text: string, there: () => Promise<unknown>, back: () => Promise<unknown>) => {
    try {
      await send(there);
    } catch (error) {
      toast({ text: messageOf(error), failed: true });
      return false;
    }
    performed({ text, undo: () => send(back), redo: () => send(there) });
    return true;
  };

  const tag = (
    { experiment_id: id, ...experiment }: Experiment,
    key: string,
    value: string | undefined,
    text: string,
  ) => {
    const before = experimentTag({ experiment_id: id, ...experiment }, key);
    const to = (next: string | undefined) => () =>
      next === undefined ? deleteExperimentTag(id, key) : setExperimentTag(id, key, next);
    return both(text, to(value), to(before));
  };

  return {
    tag,
    rename: ({ experiment_id: id, name }: Experiment, next: string) =>
      both(
        `Renamed to ${visible(next)}.`,
        () => renameExperiment(id, next),
        () => renameExperiment(id, name),
      ),
    remove: ({ experiment_id: id, name }: Experiment) =>
      both(
        `Deleted ${visible(name)}.`,
        () => deleteExperiment(id),
        () => restoreExperiment(id),
      ),
    restore: ({ experiment_id: id, name }: Experiment) =>
      both(
        `Restored ${visible(name)}.`,
        () => restoreExperiment(id),
        () => deleteExperiment(id),
      ),
    create: async (name: string) => {
      let id: string | undefined;
      const there = async () => {
        if (id === undefined) id = (await createExperiment(name)).experiment_id;
        else await restoreExperiment(id);
      };
      const done = await both(`Created ${visible(name)}.`, there, () => deleteExperiment(id ?? ""));
      return done ? id : undefined;
    },
  };
}
