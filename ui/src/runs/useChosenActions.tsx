import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { TableQuery } from "../api/runsTable";
import { count } from "../kit/format";
import { cellOf, type RowRef } from "../table/rows";
import { sizeOf } from "../table/selection";
import type { TreeRow } from "../table/tree";
import { chosenIds } from "./allRuns";
import { RenameDialog, TagDialog } from "./RunDialogs";
import { SelectionBar } from "./SelectionBar";
import type { RunsState } from "./state";
import type { ChangeState } from "./useRunsState";
import { attempt, useRunWrites } from "./useRunWrites";
import type { useSelection } from "./useSelection";

interface Input {
  state: RunsState;
  change: ChangeState;
  query: TableQuery;
  /** How many runs match, if that is known. */
  total: number | undefined;
  chosen: ReturnType<typeof useSelection>;
  /** The row of a run, if it is here. */
  find: (runId: string) => RowRef | undefined;
}

interface Renaming {
  runId: string;
  name: string;
}

/** What is done with runs: of the table's keys, and of the bar for the chosen ones. */
export function useChosenActions({ state, change, query, total, chosen, find }: Input) {
  const navigate = useNavigate();
  const writes = useRunWrites();
  const [renaming, setRenaming] = useState<Renaming>();
  const [tagging, setTagging] = useState(false);
  const size = sizeOf(chosen.selection, total);

  const withChosen = (what: string, action: (runIds: string[]) => Promise<unknown>) =>
    void attempt(what, async () => action(await chosenIds(chosen.selection, query)));
  const rename = (runId: string, ref: RowRef | undefined) =>
    setRenaming({ runId, name: String((ref && cellOf(ref, "run_name")) ?? "") });
  const renameChosen = () => {
    const [runId] = chosen.selection.ids;
    if (runId !== undefined) rename(runId, find(runId));
  };
  const deleteChosen = () =>
    withChosen("The runs could not be deleted.", async (runIds) => {
      chosen.clear();
      await writes.remove(runIds);
    });
  const restoreChosen = () =>
    withChosen("The runs could not be restored.", async (runIds) => {
      chosen.clear();
      await writes.restore(runIds);
    });

  const bar: ReactNode = size !== 0 && (
    <SelectionBar
      size={size}
      deleted={state.view === "DELETED_ONLY"}
      onCompare={() =>
        withChosen("The runs could not be compared.", (runIds) =>
          navigate({ to: "/compare", search: { runs: runIds.join(",") } as never }),
        )
      }
      onDrawOnly={() => withChosen("The runs could not be drawn.", async (runIds) => change({ only: runIds }))}
      onTag={() => setTagging(true)}
      onRename={renameChosen}
      onDelete={deleteChosen}
      onRestore={restoreChosen}
      onClear={chosen.clear}
    />
  );
  const dialogs: ReactNode = (
    <>
      {renaming && (
        <RenameDialog
          name={renaming.name}
          onRename={(name) => void writes.rename(renaming.runId, renaming.name, name)}
          onClose={() => setRenaming(undefined)}
        />
      )}
      {tagging && (
        <TagDialog
          title={
            size === 1 ? "Tag the run" : size === undefined ? "Tag all runs that match" : `Tag ${count(size)} runs`
          }
          onTag={(key, value) =>
            withChosen("The runs could not be tagged.", (runIds) => writes.tag(runIds, key, value))
          }
          onClose={() => setTagging(false)}
        />
      )}
    </>
  );
  return {
    bar,
    dialogs,
    rename: ({ ref }: TreeRow) => rename(ref.runId, ref),
    remove: (runId: string) => void attempt("The run could not be deleted.", () => writes.remove([runId])),
  };
}
