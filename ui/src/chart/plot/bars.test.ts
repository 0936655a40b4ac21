import { describe, expect, test } from "vitest";
import { type Bar, barAt, drawBars, drawLitBar, layOutBars } from "./bars";
import { Recorder } from "./recorder";

const theme = { ground: "white", text: "black", muted: "grey", grid: "silver", accent: "blue", font: "11px sans" };

function barsOf(values: number[], height = 200) {
  const bars = values.map(
    (value, i): Bar => ({ id: `r${i}`, name: `run ${i}`, colour: `c${i}`, value, label: String(value) }),
  );
  const surface = new Recorder();
  const plot = layOutBars({ bars, width: 400, height, theme }, surface);
  drawBars(surface, plot);
  return { plot, surface };
}

describe("bars", () => {
  test("are as long as their values, from zero", () => {
    const { surface, plot } = barsOf([1, 2, 4]);
    const [one, two, four] = surface.named("rect").map((command) => command[3] as number);
    expect(two).toBeCloseTo(2 * (one as number));
    expect(four).toBeCloseTo(4 * (one as number));
    expect(surface.named("rect").every((command) => command[1] === plot.area.left)).toBe(true);
  });

  test("of values below zero end at zero", () => {
    const { surface } = barsOf([-1, 1]);
    const [below, above] = surface.named("rect") as unknown as [number[], number[]];
    expect((below[1] as number) + (below[3] as number)).toBeCloseTo(above[1] as number);
  });

  test("that are not numbers are only words", () => {
    const { surface } = barsOf([1, Number.NaN, Number.POSITIVE_INFINITY]);
    expect(surface.named("rect").map((command) => command[3])).toEqual([expect.any(Number), 1, 1]);
    expect(surface.named("fillText").map((command) => command[1])).toContain("NaN");
  });

  test("are named where there is room", () => {
    const texts = (count: number) => barsOf(Array.from({ length: count }, (_, i) => i)).surface.named("fillText");
    expect(texts(5).some((command) => command[1] === "run 3")).toBe(true);
    expect(texts(100).some((command) => command[1] === "run 3")).toBe(false);
  });

  test("are found by height, all of them and nothing else", () => {
    const { plot } = barsOf(Array.from({ length: 100 }, (_, i) => i));
    for (let at = 0; at < 100; at++) expect(barAt(plot, plot.area.top + (at + 0.5) * plot.row)).toBe(at);
    expect(barAt(plot, plot.area.top - 1)).toBeUndefined();
    expect(barAt(plot, plot.area.bottom + 1)).toBeUndefined();
  });

  test("stand out when their run is lit", () => {
    const { plot } = barsOf([1, 2]);
    const surface = new Recorder();
    drawLitBar(surface, plot, "r1");
    expect(surface.named("fill").map((command) => command[1])).toEqual(["blue", "c1"]);
    const none = new Recorder();
    drawLitBar(none, plot, "elsewhere");
    expect(none.commands).toEqual([]);
  });
});
