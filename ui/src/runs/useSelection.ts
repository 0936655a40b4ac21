import { useRef, useState } from "react";
import { messageOf } from "../api/errors";
import { fetchTable, type TableQuery } from "../api/runsTable";
import { toast } from "../kit/Toasts";
import { choose, everything, nothing, type Selection } from "../table/selection";
import type { TreeRows } from "../table/tree";
import { MAX_IDS, type RunsState } from "./state";
import type { ChangeState } from "./useRunsState";

/** The most rows of one answer. */
const PAGE = 1000;

/** The chosen runs: few stand in the address, many in the page. */
export function useSelection(state: RunsState, change: ChangeState, query: TableQuery, rows: TreeRows) {
  const [many, setMany] = useState<Selection | undefined>();
  const anchor = useRef<number | undefined>(undefined);
  const selection = many ?? { all: false, ids: new Set(state.sel) };

  const set = (next: Selection) => {
    const few = !next.all && next.ids.size <= MAX_IDS;
    setMany(few ? undefined : next);
    change({ sel: few ? [...next.ids] : [] }, "replace");
  };

  const select = async (index: number, chosen: boolean, range: boolean) => {
    const from = range ? (anchor.current ?? index) : index;
    anchor.current = index;
    try {
      set(choose(selection, await idsBetween(Math.min(from, index), Math.max(from, index)), chosen));
    } catch (error) {
      toast({ text: `The runs between could not be read. ${messageOf(error)}`, failed: true });
    }
  };

  /** Rows between are asked for if they are not here. */
  const idsBetween = async (from: number, to: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let index = from; index <= to; index++) {
      const here = rows.at(index);
      if (here) {
        ids.push(here.ref.runId);
        continue;
      }
      const offset = rows.searchIndex(index);
      const page = await fetchTable({ ...query, columns: [], offset, max_results: Math.min(PAGE, to - index + 1) });
      if (page.runIds.length === 0) break;
      ids.push(...page.runIds);
      index += page.runIds.length - 1;
    }
    return ids;
  };

  return {
    selection,
    select,
    set,
    selectAll: (chosen: boolean) => set(chosen ? everything : nothing),
    clear: () => set(nothing),
  };
}
