import { describe, expect, it } from "vitest";
import { dimensionOf } from "./dimension";
import { axisAt, brushed, drawBrush, drawLitRun, drawParallel, layOutParallel, parallelHit } from "./parallel";
import { Recorder } from "./recorder";
import { place } from "./scale";

const theme = {
  ...{ ground: "white", text: "black", muted: "grey", grid: "silver", accent: "blue", font: "11px sans" },
  isDark: false,
};

function parallelOf(...columns: (number | string | null)[][]) {
  const surface = new Recorder();
  const plot = layOutParallel({
    dimensions: columns.map((cells, i) => dimensionOf(`d${i}`, cells)),
    marks: (columns[0] ?? []).map((_, i) => ({ id: `r${i}`, name: `run ${i}`, colour: `c${i}` })),
    width: 600,
    height: 300,
    theme,
  });
  drawParallel(surface, plot);
  return { plot, surface };
}

const strokes = (surface: Recorder) => surface.named("stroke").filter(([, colour]) => String(colour).startsWith("c"));

describe("parallel coordinates", () => {
  it("draw a line for each run from axis to axis", () => {
    const { plot, surface } = parallelOf([0, 10], [5, 1], ["a", "b"]);
    expect(plot.axes.map(({ x }) => x)).toEqual([56, 300, 544]);
    expect(strokes(surface).map(([, colour]) => colour)).toEqual(["c0", "c1"]);
    const first = surface.points.slice(0, 3);
    expect(first.map(({ x, down }) => [x, down])).toEqual([
      [56, false],
      [300, true],
      [544, true],
    ]);
    expect(first[0]?.y).toBeGreaterThan(surface.points[3]?.y as number);
  });

  it("leave a gap where a run has no value", () => {
    const { surface } = parallelOf([1], [null], [1], [2]);
    expect(surface.points.slice(0, 3).map(({ x, down }) => [Math.round(x), down])).toEqual([
      [56, false],
      [381, false],
      [544, true],
    ]);
  });

  it("are faint where they are many", () => {
    const alphas = (count: number) =>
      new Set(
        strokes(parallelOf(...[0, 1].map(() => Array.from({ length: count }, (_, i) => i))).surface).map((s) => s[3]),
      );
    expect([...alphas(10)]).toEqual([0.9]);
    expect([...alphas(50)]).toEqual([0.4]);
    expect([...alphas(400)]).toEqual([0.2]);
  });

  it("find the run under the pointer between two axes", () => {
    const { plot } = parallelOf([0, 10], [10, 0]);
    const ys = plot.axes[0]?.ys;
    if (!ys) throw new Error("There is no axis.");
    const low = place(ys, 0);
    expect(parallelHit(plot, 60, low - 2)).toBe(0);
    expect(parallelHit(plot, 540, low - 2)).toBe(1);
    expect(parallelHit(plot, 60, (plot.area.top + plot.area.bottom) / 2)).toBeUndefined();
  });

  it("give the values between two heights of an axis, whichever way it was drawn up", () => {
    const { plot } = parallelOf([0, 100], [1, 2]);
    const ys = plot.axes[0]?.ys;
    if (!ys) throw new Error("There is no axis.");
    for (const [from, to] of [
      [20, 80],
      [80, 20],
    ] as const) {
      const range = brushed(plot, { axis: 0, from: place(ys, from), to: place(ys, to) });
      expect(range?.map(Math.round)).toEqual([20, 80]);
    }
    expect(brushed(plot, { axis: 0, from: -500, to: 5000 })?.map(Math.round)).toEqual([-5, 105]);
    expect(axisAt(plot, 60)).toBe(0);
    expect(axisAt(plot, 200)).toBeUndefined();
    const surface = new Recorder();
    drawBrush(surface, plot, { axis: 0, from: 100, to: 60 });
    expect(surface.named("rect")).toEqual([["rect", 48, 60, 16, 40]]);
  });

  it("light one run above the others", () => {
    const { plot } = parallelOf([0, 1], [0, 1]);
    const surface = new Recorder();
    drawLitRun(surface, plot, "r1");
    expect(surface.named("stroke").map(([, colour, width]) => [colour, width])).toEqual([
      ["white", 6],
      ["c1", 3],
    ]);
    const none = new Recorder();
    drawLitRun(none, plot, "elsewhere");
    expect(none.commands).toEqual([]);
  });
});
