import { describe, expect, it } from "vitest";
import { TablePage } from "../api/runsTable";
import { BARS, histogramOf, pathOf, placeOf } from "./histograms";

function page(values: unknown[]): TablePage {
  return new TablePage({
    run_ids: values.map((_, row) => `r${row}`),
    columns: [{ name: "metrics.x", values: values as number[] }],
  });
}

const column = { name: "metrics.x" };

describe("the picture of a column", () => {
  it("counts numbers over all pages that are here", () => {
    const histogram = histogramOf([page([0, 0, 1]), page([0.5, null, "NaN", "Infinity"])], column);
    expect(histogram?.bars.length).toBe(BARS);
    expect(histogram?.bars[0]).toBe(1);
    expect(histogram?.bars[BARS / 2]).toBe(0.5);
    expect(histogram?.bars[BARS - 1]).toBe(0.5);
    expect(histogram?.bars.filter((bar) => bar > 0).length).toBe(3);
  });

  it("marks where a value stands", () => {
    const histogram = histogramOf([page([10, 20])], column);
    if (!histogram) throw new Error("There is none.");
    expect([10, 15, 20, 99, "NaN", null, undefined].map((cell) => placeOf(histogram, cell as number))).toEqual([
      0,
      0.5,
      1,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("takes params that are numbers for numbers, and few words for words", () => {
    expect(histogramOf([page(["0.1", "0.01", "1e-3"])], column)).toMatchObject({ least: 0.001, greatest: 0.1 });
    const words = histogramOf([page(["adam", "sgd", "adam", "12"])], column);
    expect(words).toEqual({ words: ["12", "adam", "sgd"], bars: [0.5, 1, 0.5] });
    expect(words && placeOf(words, "sgd")).toBeCloseTo(5 / 6);
  });

  it("is none where it would say nothing", () => {
    expect(histogramOf([page([3, 3, 3])], column)).toBeUndefined();
    expect(histogramOf([page(["same", "same"])], column)).toBeUndefined();
    expect(histogramOf([page(Array.from({ length: 40 }, (_, i) => `word ${i}`))], column)).toBeUndefined();
    expect(histogramOf([page([])], { name: "metrics.other" })).toBeUndefined();
    expect(histogramOf([page([Number.MAX_VALUE, -Number.MAX_VALUE])], column)?.bars[0]).toBe(1);
  });

  it("shows also what is rare", () =>
    expect(pathOf({ bars: [1, 0, 0.001], words: [] }, 16)).toBe("M0 16h.86v-16h-.86zM2 16h.86v-1h-.86z"));
});
