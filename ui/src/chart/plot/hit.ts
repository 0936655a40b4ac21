import { nearestIndex, type Plot } from "./plot";
import { firstAtLeast, place, type Scale } from "./scale";
import type { Line } from "./surface";

/** What lies under the pointer. */
export interface Hit {
  line: Line;
  /** The point of the line that is nearest to the pointer. */
  index: number;
  /** How far away, in px. */
  distance: number;
}

/** How many px to both sides of the pointer are looked at, and how many points of one line at most. */
const REACH = 8;
const MOST = 256;

/** The line nearest to a place, and its point there; undefined if none is within `reach` px. */
export function hitTest(plot: Plot, x: number, y: number, reach = 60): Hit | undefined {
  let nearest: Hit | undefined;
  for (const line of plot.spec.lines) {
    const hit = hitLine(line, plot, x, y);
    if (hit && hit.distance <= reach && (!nearest || hit.distance < nearest.distance)) nearest = hit;
  }
  return nearest;
}

function hitLine(line: Line, { xs, ys }: Plot, x: number, y: number): Hit | undefined {
  const [first, end] = around(line.x, xs, x);
  let distance = Number.POSITIVE_INFINITY;
  let index = -1;
  let near = Number.POSITIVE_INFINITY;
  let beforeX = Number.NaN;
  let beforeY = Number.NaN;
  for (let i = first; i < end; i++) {
    const px = place(xs, line.x[i] as number);
    const py = place(ys, line.y[i] as number);
    if (Number.isFinite(px) && Number.isFinite(py)) {
      const toPoint = Math.hypot(px - x, py - y);
      if (toPoint < near) {
        near = toPoint;
        index = i;
      }
      distance = Math.min(distance, toPoint, toSegment(x, y, beforeX, beforeY, px, py));
    }
    beforeX = px;
    beforeY = py;
  }
  return index < 0 ? undefined : { line, index, distance };
}

/** The points of a line within reach of a pixel, and one to either side. */
function around(ascending: Float64Array, xs: Scale, x: number): [number, number] {
  const low = firstAtLeast(ascending, valueBack(xs, x - REACH));
  const high = firstAtLeast(ascending, valueBack(xs, x + REACH));
  const first = Math.max(0, low - 1);
  const end = Math.min(ascending.length, high + 1);
  if (end - first <= MOST) return [first, end];
  // So many within some pixels: those nearest to the pointer decide.
  const middle = nearestIndex(ascending, valueBack(xs, x), xs) ?? first;
  return [Math.max(first, middle - MOST / 2), Math.min(end, middle + MOST / 2)];
}

function valueBack(xs: Scale, pixel: number): number {
  if (xs.factor === 0) return xs.from;
  const value = (pixel - xs.offset) / xs.factor;
  return xs.log ? Math.exp(value) : value;
}

function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  // NaN of a gap makes every comparison below false: no segment.
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  if (!(squared > 0)) return Number.POSITIVE_INFINITY;
  const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(ax + share * dx - x, ay + share * dy - y);
}

/** Where all lines stand at a value of x: their nearest points, the greatest value first; lines that do not reach it are left out. */
export function pointsAt(plot: Plot, x: number): Hit[] {
  const { xs, spec } = plot;
  const pixel = place(xs, x);
  const hits: Hit[] = [];
  for (const line of spec.lines) {
    const last = line.x.length - 1;
    if (last < 0) continue;
    // Half a column of tolerance, so that a line that ends at the cursor is still there.
    if (place(xs, line.x[0] as number) > pixel + 4 || place(xs, line.x[last] as number) < pixel - 4) continue;
    const index = nearestIndex(line.x, x, xs);
    if (index === undefined || Number.isNaN(line.y[index] as number)) continue;
    hits.push({ line, index, distance: Math.abs(place(xs, line.x[index] as number) - pixel) });
  }
  return hits.sort((one, other) => (other.line.y[other.index] as number) - (one.line.y[one.index] as number));
}
