/** What was measured, beside its bar: written down by each file of budgets, and printed as one table when all are done. */
import { appendFileSync } from "node:fs";
import { expect } from "vitest";
import { digits, type Figure } from "./figures";

/** Other work on the machine has some say even in processor time: a test fails at twice the bar, and the figure is printed. */
const FACTOR = 2;

/** Writes a figure down, and fails where it is more than twice its bar, or another multiple. */
export function within(what: string, measured: number, bar: number, note = "", factor = FACTOR): void {
  console.log(`${what}: ${digits(measured)}, bar ${bar}${note && `  (${note})`}`);
  const file = process.env.LEAT_BUDGET_FILE;
  if (file) appendFileSync(file, `${JSON.stringify({ what, measured, bar, note } satisfies Figure)}\n`);
  expect(measured, what).toBeLessThanOrEqual(bar * factor);
}
