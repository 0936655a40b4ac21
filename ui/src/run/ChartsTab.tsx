import { isSystem } from "../chart/sections";
import { useChartOptions } from "../chart/useChartOptions";
import { RunWall } from "./RunWall";

const isOfModel = (metric: string) => !isSystem(metric);

/** The charts of a run's own metrics; those of its machine have a page of their own. */
export function ChartsTab() {
  const [options, setOptions] = useChartOptions();
  return <RunWall shows={isOfModel} options={options} onOptions={setOptions} />;
}
