import { useMemo, useRef } from "react";
import { assignSlots, lookOf, type RunLook } from "./palette";

/** The looks of the runs that are drawn, by id. A run keeps its look while it stays drawn, whatever comes and goes around it. */
export function useRunLooks(runs: readonly { runId: string; runColor?: string | undefined }[]): Map<string, RunLook> {
  const slots = useRef<Map<string, number>>(new Map());
  return useMemo(() => {
    slots.current = assignSlots(
      slots.current,
      runs.map((run) => run.runId),
    );
    return new Map(runs.map((run) => [run.runId, lookOf(slots.current.get(run.runId) ?? 0, run.runColor)]));
  }, [runs]);
}
