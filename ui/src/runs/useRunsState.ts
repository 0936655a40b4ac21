import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useAddressFaults } from "../kit/useAddressFaults";
import type { Search } from "../search";
import { type RunsState, readState, writeState } from "./state";

export type ChangeState = (change: Partial<RunsState>, how?: "push" | "replace") => void;

/** The state of the page as the address has it, and a way to change it. A deliberate step is pushed, so that Back undoes it. */
export function useRunsState(): [RunsState, ChangeState] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { state, faults } = useMemo(() => readState(search), [search]);
  useAddressFaults(faults);
  const change = useCallback<ChangeState>(
    (next, how = "push") =>
      void navigate({
        to: ".",
        search: ((before: Search) => ({ ...before, ...writeState(next) })) as never,
        replace: how === "replace",
        // Otherwise the router would bring back the table's place of before the step, also where the step was to go on in it.
        resetScroll: false,
      }),
    [navigate],
  );
  return [state, change];
}
