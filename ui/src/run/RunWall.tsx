import { useParams } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { nameOf, type Run, tagOf } from "../api/run";
import { ChartWall } from "../chart/ChartWall";
import type { ChartOptions } from "../chart/options";
import type { DrawnRun } from "../chart/runs";
import { curvesOf } from "../chart/sections";
import { lookOf } from "../kit/palette";
import { useRun } from "./useRun";

interface RunWallProps {
  /** Which of the run's metrics. */
  shows: (metric: string) => boolean;
  options: ChartOptions;
  onOptions: (change: Partial<ChartOptions>) => void;
  /** What is said if it has none of them. */
  empty?: ReactNode;
}

/** Charts of one run. */
export function RunWall({ shows, options, onOptions, empty }: RunWallProps) {
  const { runId } = useParams({ from: "/runs/$runId" });
  const run = useRun(runId).data?.run;
  // A running run is read again and again: its charts stay the same while nothing of this changes.
  const described = run && JSON.stringify(describe(run));
  const runs = useMemo(() => (described ? [JSON.parse(described) as DrawnRun] : []), [described]);
  const keys = run && JSON.stringify((run.data.metrics ?? []).map((metric) => metric.key).filter(shows));
  const metrics = useMemo(() => (keys ? [...new Set(JSON.parse(keys) as string[])] : undefined), [keys]);
  const steps = run && curvesOf(run.data.metrics ?? []).join("\n");
  const curves = useMemo(() => new Set(steps?.split("\n")), [steps]);
  return (
    <ChartWall runs={runs} metrics={metrics} curves={curves} options={options} onOptions={onOptions} empty={empty} />
  );
}

function describe(run: Run): DrawnRun {
  const { run_id: runId, start_time: startTime, status } = run.info;
  const look = lookOf(0, tagOf(run, "mlflow.runColor"));
  return { runId, name: nameOf(run), look, startTime, running: status === "RUNNING" };
}
