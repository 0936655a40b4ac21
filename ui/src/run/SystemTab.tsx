import { useMemo } from "react";
import { isSystem } from "../chart/sections";
import { useChartOptions } from "../chart/useChartOptions";
import { RunWall } from "./RunWall";

/** The charts of the machine that a run was on, by time. */
export function SystemTab() {
  const [options, setOptions] = useChartOptions();
  const byTime = useMemo(() => (options.x === "step" ? { ...options, x: "time" as const } : options), [options]);
  return <RunWall shows={isSystem} options={byTime} onOptions={setOptions} />;
}
