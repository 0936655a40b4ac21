import { useMemo } from "react";
import { nameOf, type Run } from "../api/run";
import { ChartWall } from "../chart/ChartWall";
import type { DrawnRun } from "../chart/runs";
import { curvesOf } from "../chart/sections";
import { useChartOptions } from "../chart/useChartOptions";
import type { RunLook } from "../kit/palette";

/** The metrics of the runs as charts, in the looks that the table shows. */
export default function CompareCharts({ runs, looks }: { runs: readonly Run[]; looks: ReadonlyMap<string, RunLook> }) {
  const [options, setOptions] = useChartOptions();
  const drawn = useMemo(
    () =>
      runs.flatMap((run): DrawnRun[] => {
        const { run_id: runId, start_time: startTime, status } = run.info;
        const look = looks.get(runId);
        return look ? [{ runId, name: nameOf(run), look, startTime, running: status === "RUNNING" }] : [];
      }),
    [runs, looks],
  );
  const metrics = useMemo(
    () => [...new Set(runs.flatMap((run) => run.data.metrics?.map(({ key }) => key) ?? []))],
    [runs],
  );
  const curves = useMemo(() => new Set(runs.flatMap((run) => curvesOf(run.data.metrics ?? []))), [runs]);
  return <ChartWall runs={drawn} metrics={metrics} curves={curves} options={options} onOptions={setOptions} />;
}
