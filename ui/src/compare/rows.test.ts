import { describe, expect, it } from "vitest";
import type { Run } from "../api/run";
import { infoOf } from "../api/run.fixture";
import { number } from "../kit/format";
import { type Best, bestColumns, bestOf, compareRows, differenceOf, digitsFor } from "./rows";

function run(id: string, metrics: Record<string, number | "NaN">, params: Record<string, string> = {}, tags = {}): Run {
  const pairs = (record: Record<string, string>) => Object.entries(record).map(([key, value]) => ({ key, value }));
  return {
    info: infoOf(id),
    data: {
      metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step: 0, timestamp: 0 })),
      params: pairs(params),
      tags: pairs(tags),
    },
    inputs: {},
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
  it.each<[(number | undefined)[], Best, number[]]>([
    [[1, 3, 2], "greatest", [1]],
    [[1, 3, 2], "least", [0]],
    [[3, undefined, 3, 1], "greatest", [0, 2]],
    [[Number.NaN, 1, 2], "greatest", [2]],
    [[1, 1, 1], "greatest", []],
    [[1, undefined], "greatest", []],
    [[Number.POSITIVE_INFINITY, 1], "least", [1]],
  ])("of %j, the %s", (values, which: Best, columns) => expect([...bestColumns(values, which)]).toEqual(columns));

  it("is guessed by the name, and can be turned", () => {
    expect(bestOf("val/loss", new Set())).toBe("least");
    expect(bestOf("val/loss", new Set(["val/loss"]))).toBe("greatest");
    expect(bestOf("accuracy", new Set(["accuracy"]))).toBe("least");
  });

  it.each(["learning_rate", "lr", "optim/lr", "epoch", "global_step", "batch_size", "system/cpu"])(
    "of %s is none, until somebody says so",
    (key) => {
      expect(bestOf(key, new Set())).toBeUndefined();
      expect(bestColumns([1, 2], bestOf(key, new Set())).size).toBe(0);
      expect(bestOf(key, new Set([key]))).toBe("greatest");
    },
  );

  it.each(["accuracy", "steps_per_second", "lr_score"])("of %s there is one", (key) =>
    expect(bestOf(key, new Set())).toBeDefined(),
  );
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
  it.each<[number, number, Best, string, boolean | undefined]>([
    [0.55, 0.5, "greatest", "+0.05 (+10.0%)", true],
    [0.45, 0.5, "greatest", "−0.05 (−10.0%)", false],
    [0.45, 0.5, "least", "−0.05 (−10.0%)", true],
    [1, 0, "greatest", "+1", true],
    [-1, -2, "greatest", "+1 (+50.0%)", true],
    [1.000001, 1, "greatest", "+1e-6 (+<0.01%)", true],
    [5e6, 1, "greatest", "+4,999,999 (+5.0e+8%)", true],
    [0.2, 0.1, undefined, "+0.1 (+100%)", undefined],
  ])("of %d to %d", (value, base, which, text, better) =>
    expect(differenceOf(value, base, which, number)).toEqual({ text, better }),
  );
  it.each([
    [1, 1],
    [undefined, 1],
    [1, undefined],
    [Number.NaN, 1],
  ])("is none of %d to %d", (value, base) => expect(differenceOf(value, base, "greatest", number)).toBeUndefined());
});
