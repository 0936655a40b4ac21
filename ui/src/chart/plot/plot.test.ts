import { describe, expect, test } from "vitest";
import { spread } from "./endLabels";
import { hitTest, pointsAt } from "./hit";
import { dragArea, drawLit, drawPlot, layOut, type PlotSpec, placeCursor } from "./plot";
import { Recorder } from "./recorder";
import { makeScale, panned, place, valueAt, zoomed } from "./scale";
import { smooth } from "./smooth";
import type { Line } from "./surface";
import { SvgSurface } from "./svg";

const theme = { ground: "white", text: "black", muted: "grey", grid: "silver", accent: "blue", font: "11px sans" };

function line(id: string, y: number[], x = y.map((_, step) => step), more: Partial<Line> = {}): Line {
  const { dash = [] } = more;
  return { id, name: id, colour: `colour of ${id}`, ...more, dash, x: Float64Array.from(x), y: Float64Array.from(y) };
}

function plotOf(lines: Line[], more: Partial<PlotSpec> = {}) {
  const spec: PlotSpec = {
    lines,
    width: 400,
    height: 200,
    theme,
    xKind: "number",
    xLog: false,
    yLog: false,
    trim: false,
    names: false,
    ...more,
  };
  const surface = new Recorder();
  const plot = layOut(spec, surface);
  drawPlot(surface, plot);
  return { plot, surface };
}

describe("a plot", () => {
  test("strokes each line in its colour and dash, above the grid", () => {
    const { surface } = plotOf([line("a", [1, 2]), line("b", [2, 1], [0, 1], { dash: [6, 3] })]);
    expect(surface.named("stroke")).toEqual([
      ["stroke", "silver", 1, 1, ""],
      ["stroke", "colour of a", 1.5, 1, ""],
      ["stroke", "colour of b", 1.5, 1, "6 3"],
    ]);
  });

  test("draws more than thirty lines faintly", () => {
    const { surface } = plotOf(Array.from({ length: 31 }, (_, i) => line(`r${i}`, [i, i + 1])));
    expect(surface.named("stroke")[1]).toEqual(["stroke", "colour of r0", 1, 0.35, ""]);
  });

  test("draws what was before smoothing faintly behind", () => {
    const y = [0, 1, 0, 1];
    const { surface } = plotOf([line("a", y, undefined, { raw: Float64Array.from([0, 5, 0, 5]) })]);
    expect(surface.named("stroke").slice(1)).toEqual([
      ["stroke", "colour of a", 1, 0.22, ""],
      ["stroke", "colour of a", 1.5, 1, ""],
    ]);
  });

  test("shows all values, with room above, and none below zero where none is", () => {
    const { plot } = plotOf([line("a", [0, 10])]);
    expect([plot.ys.from, plot.ys.to]).toEqual([0, 10.5]);
    const negative = plotOf([line("a", [-10, 10])]).plot;
    expect([negative.ys.from, negative.ys.to]).toEqual([-11, 11]);
  });

  test("fits the values of the part that is shown", () => {
    const { plot } = plotOf([line("a", [1000, 1, 2, 3, 1000])], { range: [1, 3] });
    expect(plot.ys.to).toBeLessThan(4);
  });

  test("is not stretched by infinities, NaN or nothing at all", () => {
    const { plot } = plotOf([line("a", [1, Number.POSITIVE_INFINITY, Number.NaN, 2])]);
    expect(plot.ys.to).toBeCloseTo(2.05);
    expect(plotOf([]).plot.ys).toMatchObject({ from: 0, to: 1 });
    expect(plotOf([line("a", [Number.NaN])]).plot.ys).toMatchObject({ from: 0, to: 1 });
  });

  test("survives the largest and the smallest doubles", () => {
    for (const yLog of [false, true]) {
      const { surface } = plotOf([line("a", [1.7e308, 5e-324, -1.7e308])], { yLog });
      for (const point of surface.points) expect(Number.isFinite(point.y)).toBe(true);
    }
  });

  test("cuts outliers off on request", () => {
    const y = Array.from({ length: 100 }, () => 1 + Math.random());
    y[50] = 1e6;
    expect(plotOf([line("a", y)], { trim: true }).plot.ys.to).toBeLessThan(3);
    expect(plotOf([line("a", y)]).plot.ys.to).toBeGreaterThan(1e6);
  });

  test("has a logarithmic axis of what is above zero", () => {
    const { plot } = plotOf([line("a", [0, -3, 0.01, 100])], { yLog: true });
    expect(plot.ys.from).toBeLessThan(0.01);
    expect(plot.ys.from).toBeGreaterThan(0);
  });

  test("marks infinities at the edge, in the colour of the line", () => {
    const { surface, plot } = plotOf([line("a", [1, Number.POSITIVE_INFINITY, 2])]);
    expect(surface.points).toContainEqual({ x: place(plot.xs, 1), y: plot.area.top, down: false });
    expect(surface.named("fill")).toContainEqual(["fill", "colour of a"]);
  });

  test("names lines at their ends where there is room, apart from each other", () => {
    const { surface } = plotOf([line("first", [1, 2]), line("other", [1, 2])], { names: true, width: 800 });
    const names = surface.named("fillText").filter(([, text]) => text === "first" || text === "other");
    expect(names).toHaveLength(2);
    expect(Math.abs((names[0]?.[3] as number) - (names[1]?.[3] as number))).toBeGreaterThanOrEqual(13);
    const narrow = plotOf([line("first", [1, 2]), line("other", [1, 2])], { names: true, width: 300 });
    expect(narrow.surface.named("fillText").some(([, text]) => text === "first")).toBe(false);
  });
});

test("names stay within the chart as far as it suffices", () => {
  expect(spread([10, 12, 190, 195], 0, 200)).toEqual([10, 23, 187, 200]);
  expect(spread([1, 2, 3], 0, 20)).toEqual([0, 13, 26]);
});

describe("the pointer", () => {
  const { plot } = plotOf([line("flat", [1, 1, 1, 1, 1]), line("spike", [0, 0, 10, 0, 0])]);

  test("finds the nearest line and its point", () => {
    const hit = hitTest(plot, place(plot.xs, 2), place(plot.ys, 9.5));
    expect(hit).toMatchObject({ line: { id: "spike" }, index: 2 });
    expect(hitTest(plot, place(plot.xs, 3.9), place(plot.ys, 1.2))).toMatchObject({ line: { id: "flat" }, index: 4 });
  });

  test("finds a line between its points, and none far away", () => {
    const x = place(plot.xs, 1.5);
    expect(hitTest(plot, x, place(plot.ys, 5))).toMatchObject({ line: { id: "spike" } });
    expect(hitTest(plotOf([line("flat", [1, 1])]).plot, 200, -500)).toBeUndefined();
  });

  test("finds a spike in a column of thousands of points", () => {
    const y = Array.from({ length: 100_000 }, (_, i) => (i === 50_000 ? 100 : 1));
    const dense = plotOf([line("dense", y)]).plot;
    expect(hitTest(dense, place(dense.xs, 50_000), place(dense.ys, 99))).toMatchObject({ index: 50_000 });
  });

  test("lists all lines at a value of x, the greatest first, without those that ended", () => {
    const { plot: three } = plotOf([line("low", [1, 1, 1]), line("short", [9, 9]), line("high", [5, 5, 5])]);
    expect(pointsAt(three, 2).map((hit) => hit.line.id)).toEqual(["high", "low"]);
    expect(pointsAt(three, 1).map((hit) => hit.line.id)).toEqual(["short", "high", "low"]);
  });

  test("lights a line above the others, with a rim, and none that is elsewhere", () => {
    const surface = new Recorder();
    drawLit(surface, plot, "spike");
    expect(surface.named("stroke").map(([, colour, width]) => [colour, width])).toEqual([
      ["white", 5],
      ["colour of spike", 2.25],
    ]);
    const none = new Recorder();
    drawLit(none, plot, "elsewhere");
    expect(none.commands).toEqual([]);
  });

  test("has a cursor where it is, and a mark on the lit line", () => {
    expect(placeCursor(plot, 2.2, "spike")).toEqual({
      line: place(plot.xs, 2.2),
      mark: { x: place(plot.xs, 2), y: place(plot.ys, 10), colour: "colour of spike" },
    });
    expect(placeCursor(plot, 2.2, undefined).mark).toBeUndefined();
    const part = plotOf([line("a", [1, 2, 3, 4])], { range: [1, 2] }).plot;
    expect(placeCursor(part, 3, "a")).toEqual({ line: undefined, mark: undefined });
  });

  test("shades what it draws up, within the chart", () => {
    const { area } = plot;
    expect(dragArea(plot, [area.right + 50, area.left])).toEqual(area);
    expect(dragArea(plot, [area.left + 30, area.left + 10])).toEqual({
      ...area,
      left: area.left + 10,
      right: area.left + 30,
    });
  });
});

describe("scales", () => {
  test.each([false, true])("go to pixels and back, logarithmic: %s", (log) => {
    const scale = makeScale(log, 1, 1000, 40, 400);
    for (const value of [1, 10, 500, 1000]) expect(valueAt(scale, place(scale, value))).toBeCloseTo(value, 6);
  });
  test("zoom around a value and move aside", () => {
    const scale = makeScale(false, 0, 100, 0, 400);
    expect(zoomed(scale, 50, 0.5)).toEqual([25, 75]);
    expect(panned(scale, 0.25)).toEqual([25, 125]);
    const [from, to] = panned(makeScale(true, 1, 100, 0, 200), 0.5);
    expect(from).toBeCloseTo(10);
    expect(to).toBeCloseTo(1000);
  });
});

describe("smoothing", () => {
  test("is MLflow's: an average without the pull to zero", () => {
    const weight = 50 / 101;
    const smoothed = smooth(Float64Array.from([1, 2, 4]), 50);
    const second = ((1 - weight) * weight + (1 - weight) * 2) / (1 - weight ** 2);
    expect(smoothed[0]).toBeCloseTo(1, 12);
    expect(smoothed[1]).toBeCloseTo(second, 12);
  });
  test("passes by what is not a number", () => {
    const smoothed = smooth(Float64Array.from([1, Number.NaN, 3, Number.POSITIVE_INFINITY, 2]), 90);
    expect(smoothed[1]).toBeNaN();
    expect(smoothed[3]).toBe(Number.POSITIVE_INFINITY);
    expect(smoothed[4]).toBeGreaterThan(1);
  });
  test("changes no constant, no single point, and nothing at 0 and 1", () => {
    const values = Float64Array.from([1, 2, 3]);
    expect(smooth(values, 0)).toBe(values);
    expect(smooth(values, 1)).toBe(values);
    const constant = Float64Array.from([2, 2, 2]);
    expect(smooth(constant, 99)).toBe(constant);
  });
});

describe("an SVG picture", () => {
  test("is drawn by the same code, with names as text", () => {
    const surface = new SvgSurface(800, 300, (text) => text.length * 6);
    const lines = [line("<script>alert(1)</script>", [1, 2]), line('"&\u0000', [2, 1])];
    drawPlot(surface, layOut({ ...plotOf([]).plot.spec, lines, width: 800, names: true }, surface));
    const text = surface.toString();
    expect(text).toContain("&lt;script&gt;");
    expect(text).not.toContain("<script");
    expect(text).not.toContain("\u0000");
    expect(text.match(/<g /g)?.length).toBe(text.match(/<\/g>/g)?.length);
    expect(text).toContain("<clipPath");
  });
});
