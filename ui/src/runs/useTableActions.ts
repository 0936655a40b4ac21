import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { addressOf } from "../api/client";
import { inWorkspace } from "../api/workspace";
import { and, compares } from "../filter/write";
import { numberOf } from "../kit/format";
import type { RunLook } from "../kit/palette";
import { useStable } from "../kit/useStable";
import { writeSearch } from "../search";
import type { TableActions } from "../table/actions";
import { fieldOf } from "../table/columns";
import type { TreeRow, TreeRows } from "../table/tree";
import type { RunsState } from "./state";
import { drawChange } from "./useDrawn";
import type { ChangeState } from "./useRunsState";

interface Input {
  state: RunsState;
  change: ChangeState;
  rows: TreeRows;
  /** The first runs of the view. */
  first: readonly string[];
  looks: ReadonlyMap<string, RunLook>;
  selection: {
    select: (index: number, chosen: boolean, range: boolean) => void;
    selectAll: (chosen: boolean) => void;
  };
  toggle: (row: TreeRow) => void;
  rename: (row: TreeRow) => void;
  remove: (runId: string) => void;
  peek: (runId: string) => void;
  follow: (runId: string) => void;
}

/** Read once: an address is written into every row that scrolls into view. */
const runsAddress = addressOf("runs/");

/** What the table does with runs. */
export function useTableActions({
  state,
  change,
  rows,
  first,
  looks,
  selection,
  toggle,
  rename,
  remove,
  peek,
  follow,
}: Input): TableActions {
  const navigate = useNavigate();
  const eye = useRef<number | undefined>(undefined);
  return useStable<TableActions>({
    hrefOf: (runId) => `${runsAddress}${encodeURIComponent(runId)}${writeSearch(inWorkspace())}`,
    open: (runId) => void navigate({ to: "/runs/$runId", params: { runId } }),
    peek,
    follow,
    select: selection.select,
    selectAll: selection.selectAll,
    toggleEye: (index, range) => {
      const runId = rows.at(index)?.ref.runId;
      if (runId === undefined) return;
      const from = range ? (eye.current ?? index) : index;
      eye.current = index;
      const ids: string[] = [];
      for (let i = Math.min(from, index); i <= Math.max(from, index); i++) {
        const id = rows.at(i)?.ref.runId;
        if (id !== undefined) ids.push(id);
      }
      change(drawChange(state, first, ids, !looks.has(runId)));
    },
    only: (runId) => {
      const isOnly = state.only?.length === 1 && state.only[0] === runId;
      change({ only: isOnly ? undefined : [runId] });
    },
    toggleChildren: toggle,
    rename,
    remove,
    filterBy: (column, cell, comparator = "=") => {
      if (cell === null || typeof cell === "object") return;
      const value = column.kind === "metric" ? numberOf(cell) : cell;
      if (value !== undefined && !Number.isNaN(value))
        change({ q: and(state.q, compares(fieldOf(column), comparator, value)) });
    },
    compare: (runId) => {
      const others = state.sel.filter((id) => id !== runId);
      void navigate({ to: "/compare", search: { runs: [...others, runId].join(",") } as never });
    },
  });
}
