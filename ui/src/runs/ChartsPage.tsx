import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { mlflow } from "../api/client";
import { nameOf, type Run, tagOf } from "../api/run";
import { ChartWall } from "../chart/ChartWall";
import type { DrawnRun } from "../chart/runs";
import { useChartOptions } from "../chart/useChartOptions";
import { Failure } from "../kit/States";
import { useRunLooks } from "../kit/useRunLooks";

interface Found {
  runs?: Run[];
}

const none: readonly Run[] = [];

/** The charts of an experiment: of the first runs of its view. */
export function ChartsPage() {
  const { experimentId } = useParams({ from: "/experiments/$experimentId" });
  const [options, setOptions] = useChartOptions();
  const { data, error, refetch } = useQuery({
    queryKey: ["runs/search", experimentId, "", 10],
    queryFn: ({ signal }) =>
      mlflow<Found>("runs/search", { experiment_ids: [experimentId], max_results: 10 }, { signal }),
  });
  const { runs, metrics } = useDrawn(data ? (data.runs ?? none) : undefined);
  if (error && !data) return <Failure error={error} onRetry={refetch} />;
  return <ChartWall runs={runs} metrics={metrics} options={options} onOptions={setOptions} />;
}

function useDrawn(found: readonly Run[] | undefined): { runs: DrawnRun[]; metrics: string[] | undefined } {
  const named = useMemo(
    () => (found ?? none).map((run) => ({ runId: run.info.run_id, run, runColor: tagOf(run, "mlflow.runColor") })),
    [found],
  );
  const looks = useRunLooks(named);
  return useMemo(() => {
    const runs = named.flatMap(({ runId, run }): DrawnRun[] => {
      const look = looks.get(runId);
      if (!look) return [];
      const { start_time: startTime, status } = run.info;
      return [{ runId, name: nameOf(run), look, startTime, running: status === "RUNNING" }];
    });
    const metrics = found && [...new Set(found.flatMap((run) => run.data.metrics?.map(({ key }) => key) ?? []))];
    return { runs, metrics };
  }, [found, named, looks]);
}
