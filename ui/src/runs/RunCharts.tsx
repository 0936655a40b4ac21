import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { fetchKeys } from "../api/runsColumns";
import type { TableQuery } from "../api/runsTable";
import { ChartWall } from "../chart/ChartWall";
import type { DrawnRun as ChartRun } from "../chart/runs";
import { useChartOptions } from "../chart/useChartOptions";
import type { RunLook } from "../kit/palette";
import { Failure } from "../kit/States";
import { useAddedPlots } from "./useAddedPlots";
import type { DrawnRun } from "./useDrawn";
import { CHART_METRICS, keysQuery } from "./wanted";

interface RunChartsProps {
  experimentIds: readonly string[];
  runs: readonly DrawnRun[];
  looks: ReadonlyMap<string, RunLook>;
  /** Which runs charts of runs show, in which order. */
  query: Pick<TableQuery, "filter" | "order_by" | "view">;
  /** Shows only runs that satisfy one more condition. */
  onFilter: (condition: string) => void;
  onOpen: (runId: string) => void;
  /** Further controls. */
  children?: ReactNode;
}

/** Charts of the runs that are drawn. */
export function RunCharts({ experimentIds, runs, looks, query, onFilter, onOpen, children }: RunChartsProps) {
  const [options, setOptions] = useChartOptions();
  const keys = useQuery({
    queryKey: ["runs/columns", experimentIds, "metric", CHART_METRICS],
    queryFn: ({ signal }) => fetchKeys(keysQuery(experimentIds, "metric", CHART_METRICS), { signal }),
    staleTime: 60_000,
  });
  const metrics = useMemo(() => keys.data?.columns.map(({ key }) => key), [keys.data]);
  const added = useAddedPlots({ experimentIds, query, metrics, looks, onFilter, onOpen });
  const drawn = useMemo(
    () =>
      runs.flatMap(({ runId, name, startTime, running }): ChartRun[] => {
        const look = looks.get(runId);
        return look ? [{ runId, name, look, running, ...(startTime !== undefined && { startTime }) }] : [];
      }),
    [runs, looks],
  );
  if (keys.error && !keys.data) return <Failure error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <>
      <ChartWall runs={drawn} metrics={metrics} options={options} onOptions={setOptions} above={added.above}>
        {children}
        {added.button}
      </ChartWall>
      {added.dialog}
    </>
  );
}
