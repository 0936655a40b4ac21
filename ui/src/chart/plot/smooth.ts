import type { Numbers } from "./surface";

/**
 * An exponential moving average without the pull towards zero at its beginning, by MLflow's formula, so that the same setting draws
 * the same line. What is not finite stays where it is and moves nothing.
 * @param setting 0 to 100; 0 and 1 change nothing.
 */
export function smooth(values: Numbers, setting: number): Numbers {
  if (setting <= 1 || values.length <= 1 || isConstant(values)) return values;
  const weight = Math.min(setting, 100) / 101;
  const result = new Float64Array(values.length);
  let average = 0;
  let left = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      result[i] = value;
      continue;
    }
    average = average * weight + (1 - weight) * value;
    left *= weight;
    result[i] = average / (1 - left);
  }
  return result;
}

function isConstant(values: Numbers): boolean {
  const first = values[0];
  return values.every((value) => value === first);
}
