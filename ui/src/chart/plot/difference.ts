import { firstAtLeast } from "./scale";
import type { Line } from "./surface";

/** A line as what it lies above another at the same place of the axis. Between points of the other, on the line that joins them; where
 * the other has none, there is a gap. */
export function difference(line: Line, base: Line): Line {
  const y = new Float64Array(line.x.length);
  for (let i = 0; i < y.length; i++) y[i] = (line.y[i] as number) - valueAlong(base, line.x[i] as number);
  return { ...line, y, raw: undefined, isDifference: true };
}

/** The value of a line at a place of the axis; NaN outside of it. */
function valueAlong({ x, y }: Line, at: number): number {
  const after = firstAtLeast(x, at);
  if (after === x.length) return Number.NaN;
  if (x[after] === at) return y[after] as number;
  if (after === 0) return Number.NaN;
  const [x0, x1] = [x[after - 1] as number, x[after] as number];
  const [y0, y1] = [y[after - 1] as number, y[after] as number];
  return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}
