import type { LoggedModel } from "../api/models";
import { greaterIsBetter } from "../kit/better";
import { numberOf } from "../kit/format";

/** A model as the run logged it at a step; its content comes later. */
export interface Checkpoint {
  modelId: string;
  step: number;
  model: LoggedModel | undefined;
}

/** The metrics by which the models can be ranked, those of most models first. */
export function metricsOf(checkpoints: readonly Checkpoint[]): string[] {
  const counts = new Map<string, number>();
  for (const { model } of checkpoints)
    for (const key of new Set(model?.data?.metrics?.map((metric) => metric.key)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
}

/** The best first; models without the metric last, in the order of their steps. */
export function rankedBy(checkpoints: readonly Checkpoint[], key: string): Checkpoint[] {
  const sign = greaterIsBetter(key) ? -1 : 1;
  const value = ({ model }: Checkpoint) => {
    const found = numberOf(model?.data?.metrics?.find((metric) => metric.key === key)?.value);
    return found === undefined || Number.isNaN(found) ? Number.POSITIVE_INFINITY : sign * found;
  };
  return [...checkpoints].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    return first === second ? a.step - b.step : first - second;
  });
}
