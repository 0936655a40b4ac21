import { describe, expect, it } from "vitest";
import type { Run } from "../api/run";
import { number } from "../kit/format";
import { bestColumns, compareRows, differenceOf, digitsFor, prefersGreatest } from "./rows";

function run(id: string, metrics: Record<string, number | "NaN">, params: Record<string, string> = {}, tags = {}): Run {
  const pairs = (record: Record<string, string>) => Object.entries(record).map(([key, value]) => ({ key, value }));
  return {
    info: { run_id: id, run_name: id, experiment_id: "1", status: "FINISHED", lifecycle_stage: "active" },
    data: {
      metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step: 0, timestamp: 0 })),
      params: pairs(params),
      tags: pairs(tags),
    },
  };
}

describe("rows of a comparison", () => {
  const rows = compareRows([
    run("a", { loss: 0.5, "layer 10": 1 }, { lr: "0.1", seed: "1" }, { "mlflow.user": "x" }),
    run("b", { loss: 0.25, "layer 2": 1 }, { lr: "0.1" }, { team: "a" }),
  ]);
  const found = (id: string) => rows.find((row) => row.id === id);

  it("are those of all runs, names in the order in which people count", () =>
    expect(rows.filter(({ kind }) => kind === "metric").map(({ name }) => name)).toEqual([
      "layer 2",
      "layer 10",
      "loss",
    ]));
  it("tell what is equal", () => expect(found("param lr")?.differs).toBe(false));
  it("differ where a run has nothing", () =>
    expect(found("param seed")).toMatchObject({ texts: ["1", undefined], differs: true }));
  it("have tags of the system as facts", () => {
    expect(found("tag mlflow.user")).toBeUndefined();
    expect(found("detail User")?.texts).toEqual(["x", undefined]);
  });
  it("may have names that objects have", () =>
    expect(
      compareRows([run("a", {}, { constructor: "1", __proto__: "2" } as Record<string, string>)]).map(({ id }) => id),
    ).toContain("param constructor"));
});

describe("the best value", () => {
  it.each([
    [[1, 3, 2], true, [1]],
    [[1, 3, 2], false, [0]],
    [[3, undefined, 3, 1], true, [0, 2]],
    [[Number.NaN, 1, 2], true, [2]],
    [[1, 1, 1], true, []],
    [[1, undefined], true, []],
    [[Number.POSITIVE_INFINITY, 1], false, [1]],
  ])("of %j, greatest %s", (values, greatest, columns) => expect([...bestColumns(values, greatest)]).toEqual(columns));

  it("is guessed by the name, and can be turned", () => {
    expect(prefersGreatest("val/loss", new Set())).toBe(false);
    expect(prefersGreatest("val/loss", new Set(["val/loss"]))).toBe(true);
    expect(prefersGreatest("accuracy", new Set(["accuracy"]))).toBe(false);
  });
});

describe("digits", () => {
  it("are as many as tell values apart", () => {
    expect(digitsFor([0.5, 0.25])).toBe(4);
    expect(digitsFor([0.123456, 0.123457])).toBe(6);
    expect(digitsFor([0.1234567, 0.1234568])).toBe(7);
    expect(digitsFor([0.1 + 0.2, 0.3])).toBe(4);
    expect(digitsFor([undefined, Number.NaN])).toBe(4);
  });
});

describe("the difference to a baseline", () => {
  it.each([
    [0.55, 0.5, true, "+0.05 (+10.0%)", true],
    [0.45, 0.5, true, "−0.05 (−10.0%)", false],
    [0.45, 0.5, false, "−0.05 (−10.0%)", true],
    [1, 0, true, "+1", true],
    [-1, -2, true, "+1 (+50.0%)", true],
    [1.000001, 1, true, "+1e-6 (+<0.01%)", true],
    [5e6, 1, true, "+4,999,999 (+5.0e+8%)", true],
  ])("of %d to %d", (value, base, greatest, text, better) =>
    expect(differenceOf(value, base, greatest, number)).toEqual({ text, better }),
  );
  it.each([
    [1, 1],
    [undefined, 1],
    [1, undefined],
    [Number.NaN, 1],
  ])("is none of %d to %d", (value, base) => expect(differenceOf(value, base, true, number)).toBeUndefined());
});
