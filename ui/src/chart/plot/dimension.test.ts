import { describe, expect, it } from "vitest";
import { dimensionOf, dimensionTicks, extentOf } from "./dimension";

describe("an axis of runs", () => {
  it("is one of numbers if all that runs have are numbers, also as texts", () => {
    const axis = dimensionOf("lr", ["0.5", "1", null, "NaN", 2]);
    expect([...axis.values]).toEqual([0.5, 1, Number.NaN, Number.NaN, 2]);
    expect(axis.words).toBeUndefined();
    expect(axis.log).toBe(false);
  });

  it("is logarithmic where values are far apart, and above zero", () => {
    expect(dimensionOf("lr", ["1e-5", "0.1"]).log).toBe(true);
    expect(dimensionOf("lr", ["-1e-5", "0.1"]).log).toBe(false);
    expect(dimensionOf("steps", [1, 999]).log).toBe(false);
  });

  it("is one of words otherwise, in their order, at equal distances", () => {
    const axis = dimensionOf("model", ["b10", "b9", undefined, "b10", "7"]);
    expect(axis.words).toEqual(["7", "b9", "b10"]);
    expect([...axis.values]).toEqual([2, 1, Number.NaN, 2, 0]);
    expect(extentOf(axis)).toEqual([-0.5, 2.5]);
    expect(dimensionTicks(axis, -0.5, 2.5, 2).map(({ label }) => label)).toEqual(["7", "b10"]);
  });

  it("has room for all values, one value, and none", () => {
    expect(extentOf(dimensionOf("x", [0, 100]))).toEqual([-5, 105]);
    expect(extentOf(dimensionOf("x", [4]))).toEqual([3.6, 4.4]);
    expect(extentOf(dimensionOf("x", [null]))).toEqual([-0.05, 1.05]);
    const [from, to] = extentOf(dimensionOf("x", [0.001, 1000]));
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThan(0.001);
    expect(to).toBeGreaterThan(1000);
  });
});
