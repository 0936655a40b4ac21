import { useQuery } from "@tanstack/react-query";
import { getExperiment, getRun, runKey } from "../api/run";

/** How often a run that is still going is read again, in ms. */
const whileRunning = 5_000;

/** Nothing is read without an id. */
export function useRun(runId: string | undefined) {
  return useQuery({
    queryKey: runKey(runId ?? ""),
    queryFn: ({ signal }) => getRun(runId ?? "", signal),
    enabled: runId !== undefined,
    refetchInterval: ({ state }) => (state.data?.run.info.status === "RUNNING" ? whileRunning : false),
  });
}

export function useExperiment(experimentId: string | undefined) {
  return useQuery({
    queryKey: ["experiment", experimentId],
    queryFn: ({ signal }) => getExperiment(experimentId ?? "", signal),
    enabled: experimentId !== undefined,
    staleTime: 60_000,
  });
}
