import type { History } from "../api/histories";
import { numberOf } from "../kit/format";

export interface Extreme {
  value: number;
  step: number;
}

/** The least and the greatest value of a history and where they were first reached. NaN counts as no value. */
export function extremesOf(history: History | undefined): { least: Extreme; greatest: Extreme } | undefined {
  let least: Extreme | undefined;
  let greatest: Extreme | undefined;
  history?.values.forEach((each, index) => {
    const value = numberOf(each);
    if (value === undefined || Number.isNaN(value)) return;
    const step = history.steps[index] ?? 0;
    if (!least || value < least.value) least = { value, step };
    if (!greatest || value > greatest.value) greatest = { value, step };
  });
  return least && greatest && { least, greatest };
}
