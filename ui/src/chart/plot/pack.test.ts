import { expect, test } from "vitest";
import { pack, unpack } from "./pack";
import { drawPlot, layOut, type PlotSpec } from "./plot";
import { Recorder } from "./recorder";
import type { Line } from "./surface";

const theme = { ground: "white", text: "black", muted: "grey", grid: "silver", accent: "blue", font: "11px sans" };

function wave(id: string, count: number, more: Partial<Line> = {}): Line {
  const steps = Array.from({ length: count }, (_, i) => i);
  return {
    id,
    name: id,
    colour: `colour of ${id}`,
    dash: [],
    x: Float64Array.from(steps),
    y: Float32Array.from(steps, (i) =>
      i % 97 === 3 ? Number.NaN : i === 60 ? Number.POSITIVE_INFINITY : Math.sin(i / 7),
    ),
    ...more,
  };
}

function drawn(plot: ReturnType<typeof layOut>) {
  const surface = new Recorder();
  drawPlot(surface, plot);
  return surface.commands;
}

const spec: PlotSpec = {
  lines: [
    wave("long", 5000),
    wave("dashed", 300, { dash: [6, 3] }),
    wave("smoothed", 900, { raw: Float64Array.from({ length: 900 }, (_, i) => Math.cos(i)) }),
    wave("single", 1),
    wave("empty", 0),
  ],
  width: 900,
  height: 300,
  theme,
  xKind: "number",
  xLog: false,
  yLog: false,
  trim: false,
  names: true,
};

test.each([
  ["all of it", {}],
  ["a part", { range: [40, 700] as [number, number] }],
  ["a part behind some of the lines", { range: [2000, 2003] as [number, number] }],
  ["logarithms", { xLog: true, yLog: true }],
  ["hundreds of lines", { lines: Array.from({ length: 200 }, (_, i) => wave(`r${i}`, i)) }],
])("%s is drawn alike by a worker", (_, more) => {
  const plot = layOut({ ...spec, ...more }, new Recorder());
  const packed = pack(plot);
  const sent = structuredClone(packed, { transfer: [packed.numbers.buffer] });
  expect(packed.numbers.byteLength).toBe(0);
  expect(drawn(unpack(sent))).toEqual(drawn(plot));
});

test("what is out of view is not sent", () => {
  const plot = layOut({ ...spec, lines: [wave("long", 5000)], range: [100, 110] }, new Recorder());
  expect(pack(plot).numbers.length).toBeLessThanOrEqual(2 * 14);
});
