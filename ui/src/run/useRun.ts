import { useQuery } from "@tanstack/react-query";
import { getExperiment, getRun, runKey } from "../api/run";

/** How often a run that is still going is read again, in ms. */
const whileRunning = 5_000;

export function useRun(runId: string) {
  return useQuery({
    queryKey: runKey(runId),
    queryFn: ({ signal }) => getRun(runId, signal),
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
