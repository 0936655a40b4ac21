import { describe, expect, it } from "vitest";
import { sparkOf } from "./Spark";

describe("a history at a glance", () => {
  it("spans its steps and finite values", () => {
    const spark = sparkOf({ steps: [1, 5, 9, 10], values: [3, "NaN", "Infinity", -1] });
    expect([spark.from, spark.to, spark.least, spark.greatest]).toEqual([1, 10, -1, 3]);
    expect([...spark.y]).toEqual([3, Number.NaN, Number.POSITIVE_INFINITY, -1]);
  });

  it("sets points of one step beside each other", () =>
    expect([...sparkOf({ steps: [0, 0, 0], values: [1, 2, 3] }).x]).toEqual([0, 1, 2]));
});
