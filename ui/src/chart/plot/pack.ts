import type { Plot, PlotSpec } from "./plot";
import { firstAtLeast } from "./scale";
import type { Line } from "./surface";

/** A plot as it goes to a worker: the numbers that are in view in one block, which is handed over and not copied again. */
export interface PackedPlot {
  plot: Omit<Plot, "spec"> & { spec: Omit<PlotSpec, "lines"> };
  lines: readonly PackedLine[];
  numbers: Float64Array<ArrayBuffer>;
}

/** A line without its numbers, which stand one column after the other: x, y and, if there are any, those before they were smoothed. */
interface PackedLine {
  line: Omit<Line, "x" | "y" | "raw">;
  count: number;
  hasRaw: boolean;
}

/** Packs what has to be drawn of a plot. */
export function pack({ spec, ...places }: Plot): PackedPlot {
  const { lines, ...rest } = spec;
  // One point before and one behind the range, as lines are drawn.
  const parts = lines.map((line) => ({
    line,
    first: Math.max(0, firstAtLeast(line.x, places.xs.from) - 1),
    end: Math.min(line.x.length, firstAtLeast(line.x, places.xs.to) + 2),
  }));
  const total = parts.reduce((sum, { line, first, end }) => sum + (end - first) * (line.raw ? 3 : 2), 0);
  const numbers = new Float64Array(total);
  let at = 0;
  const packed = parts.map(({ line, first, end }): PackedLine => {
    const { x, y, raw, ...look } = line;
    for (const column of raw ? [x, y, raw] : [x, y]) {
      numbers.set(column.subarray(first, end), at);
      at += end - first;
    }
    return { line: look, count: end - first, hasRaw: raw !== undefined };
  });
  return { plot: { ...places, spec: rest }, lines: packed, numbers };
}

/** The plot again, with what is in view of its lines. */
export function unpack({ plot, lines, numbers }: PackedPlot): Plot {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return numbers.subarray(at - count, at);
  };
  const all = lines.map(
    ({ line, count, hasRaw }): Line => ({
      ...line,
      x: take(count),
      y: take(count),
      ...(hasRaw && { raw: take(count) }),
    }),
  );
  return { ...plot, spec: { ...plot.spec, lines: all } };
}
