import { describe, expect, it } from "vitest";
import { faultOf } from "../filter/parse";
import { readColumn } from "../table/columns";
import { conditionOf } from "./brush";

function condition(name: string, cells: readonly (string | number | null)[], from: number, to: number) {
  const column = readColumn(name);
  if (!column) throw new Error("There is no such column.");
  return conditionOf(column, cells, from, to);
}

describe("a brushed part of an axis", () => {
  it.each([
    ["metrics.loss", [0.1, 0.2], 0.123456, 0.25, "metrics.loss >= 0.1235 AND metrics.loss <= 0.25"],
    ["metrics.val/loss", [1], 0, 1, "metrics.`val/loss` >= 0 AND metrics.`val/loss` <= 1"],
    ["metrics.loss.min", [1], 0, 2, "metrics.loss.min >= 0 AND metrics.loss.min <= 2"],
    ["params.lr", ["0.1", "1e-2", "0.1", "0.001", null], 0.005, 0.2, "(params.lr = '0.1' OR params.lr = '1e-2')"],
    ["params.lr", ["0.1", "0.01"], 0.05, 0.2, "params.lr = '0.1'"],
    ["params.opt", ["adam", "sgd", "rmsprop"], -0.5, 1.2, "(params.opt = 'adam' OR params.opt = 'rmsprop')"],
    ["start_time", [1000, 2000], 999.5, 1500.2, "start_time >= 999 AND start_time <= 1501"],
  ] as const)("of %s is a condition that can be read", (name, cells, from, to, text) => {
    expect(condition(name, cells, from, to)).toBe(text);
    expect(faultOf(text)).toBeUndefined();
  });

  it("that no filter can say is none", () => {
    expect(condition("params.lr", ["0.1"], 1, 2)).toBeUndefined();
    expect(condition("duration", [1], 0, 2)).toBeUndefined();
    const many = Array.from({ length: 200 }, (_, i) => `${i}.5`);
    expect(condition("params.seed", many, 0, 500)).toBeUndefined();
  });
});
