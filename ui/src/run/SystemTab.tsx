import { useMemo } from "react";
import { isSystem } from "../chart/sections";
import { useChartOptions } from "../chart/useChartOptions";
import { Empty } from "../kit/States";
import { RunWall } from "./RunWall";

/** The charts of the machine that a run was on, by time. */
export function SystemTab() {
  const [options, setOptions] = useChartOptions();
  const byTime = useMemo(() => (options.x === "step" ? { ...options, x: "time" as const } : options), [options]);
  return (
    <RunWall
      shows={isSystem}
      options={byTime}
      onOptions={setOptions}
      empty={
        <Empty title="No system metrics">
          <p>
            Processor, memory and graphics cards of the machine are drawn here if a run logs them: with MLflow's client
            by <code>mlflow.enable_system_metrics_logging()</code> before it starts.
          </p>
        </Empty>
      }
    />
  );
}
