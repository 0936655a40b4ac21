import { describe, expect, it } from "vitest";
import { dimensionOf } from "./dimension";
import { Recorder } from "./recorder";
import { drawLitPoint, drawScatter, layOutScatter, pointAt, scatterHit } from "./scatter";

const theme = {
  ...{ ground: "white", text: "black", muted: "grey", grid: "silver", accent: "blue", font: "11px sans" },
  isDark: false,
};

function scatterOf(xs: (number | string | null)[], ys: (number | null)[], colours?: number[]) {
  const surface = new Recorder();
  const plot = layOutScatter(
    {
      x: dimensionOf("lr", xs),
      y: dimensionOf("loss", ys),
      colour: colours && dimensionOf("depth", colours),
      marks: xs.map((_, i) => ({ id: `r${i}`, name: `run ${i}`, colour: `c${i}` })),
      width: 400,
      height: 300,
      theme,
    },
    surface,
  );
  drawScatter(surface, plot);
  return { plot, surface };
}

describe("a scatter plot", () => {
  it("draws a point for each run that has both values, in its colour", () => {
    const { surface } = scatterOf([0, 5, null, 10], [1, 2, 3, null]);
    const discs = surface.named("arc").map(([, x, y]) => [x, y] as [number, number]);
    expect(discs.length).toBe(2);
    expect(discs[1]?.[0]).toBeGreaterThan(discs[0]?.[0] as number);
    expect(discs[1]?.[1]).toBeLessThan(discs[0]?.[1] as number);
    expect(surface.named("fill").map(([, colour]) => colour)).toEqual(["c0", "c1"]);
  });

  it("names both axes, and what colours stand for with its ends", () => {
    const texts = (of: Recorder) => of.named("fillText").map(([, text]) => text);
    expect(texts(scatterOf([0, 1], [0, 1]).surface)).toEqual(expect.arrayContaining(["lr", "loss"]));
    expect(texts(scatterOf([0, 1], [0, 1], [2, 12]).surface)).toEqual(expect.arrayContaining(["depth", "2", "12"]));
  });

  it("keeps all points within its area, also by logarithms and words", () => {
    for (const xs of [
      [1e-6, 1e-3, 1],
      ["adam", "sgd", "adam"],
    ]) {
      const { plot } = scatterOf(xs, [1, 2, 3]);
      for (let i = 0; i < 3; i++) {
        const point = pointAt(plot, i);
        expect(point?.x).toBeGreaterThanOrEqual(plot.area.left);
        expect(point?.x).toBeLessThanOrEqual(plot.area.right);
      }
    }
  });

  it("finds the run under the pointer, and none far from all", () => {
    const { plot } = scatterOf([0, 10], [0, 10]);
    const at = pointAt(plot, 1) ?? { x: 0, y: 0 };
    expect(scatterHit(plot, at.x + 3, at.y + 3)).toBe(1);
    expect(scatterHit(plot, at.x - 100, at.y)).toBeUndefined();
  });

  it("lights a run, and nothing of one that is not there", () => {
    const { plot } = scatterOf([0, 10, null], [0, 10, 4]);
    const drawn = (id: string) => {
      const surface = new Recorder();
      drawLitPoint(surface, plot, id);
      return surface.named("fill").map(([, colour]) => colour);
    };
    expect(drawn("r1")).toEqual(["black", "white", "c1"]);
    expect(drawn("r2")).toEqual([]);
    expect(drawn("elsewhere")).toEqual([]);
  });
});
