import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type RunPlot, readPlots, writePlots } from "./runPlots";

/** The charts of runs that the address has, and how to change them: a deliberate step, which Back undoes. */
export function useRunPlots(): [readonly RunPlot[], (plots: readonly RunPlot[]) => void] {
  const { plots: text } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const plots = useMemo(() => readPlots(text), [text]);
  const change = useCallback(
    (next: readonly RunPlot[]) =>
      void navigate({
        to: ".",
        search: ((before: object) => ({ ...before, plots: writePlots(next) })) as never,
        resetScroll: false,
      }),
    [navigate],
  );
  return [plots, change];
}
