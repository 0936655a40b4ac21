import type { Range } from "./plot/extent";
import type { Hit } from "./plot/hit";
import { pointsAt } from "./plot/hit";
import { nearestIndex, type Plot } from "./plot/plot";
import { panned, valueAt, zoomed } from "./plot/scale";
import type { Line } from "./plot/surface";

/** What a key does in a chart. */
export type KeyAction =
  | { do: "move"; hit: Hit }
  | { do: "zoom"; range: Range | undefined }
  /** Begins a part at the cursor, which then draws it up; or gives it up. */
  | { do: "begin"; hit: Hit }
  | { do: "give up" }
  | { do: "full screen" }
  | { do: "leave" };

interface Place {
  hit: Hit | undefined;
  x: number;
}

const PAN = 0.2;

/**
 * Arrows move the cursor from point to point and from run to run; with Shift they move the part that is shown; + - 0 f zoom. Space
 * begins a part at the cursor, and Space or Enter shows it once the cursor is at its other end.
 * @param begun Where a part was begun, in values of the axis.
 */
export function keyAction(
  key: string,
  shift: boolean,
  plot: Plot,
  at: Place | undefined,
  begun?: number,
): KeyAction | undefined {
  if (begun !== undefined) {
    if (key === "Escape") return { do: "give up" };
    if (key === " " || key === "Enter") return partUpTo(begun, at?.x ?? begun);
  }
  const around = at?.x ?? valueAt(plot.xs, (plot.xs.start + plot.xs.end) / 2);
  if (shift && key === "ArrowLeft") return { do: "zoom", range: panned(plot.xs, -PAN) };
  if (shift && key === "ArrowRight") return { do: "zoom", range: panned(plot.xs, PAN) };
  switch (key) {
    case "ArrowLeft":
      return along(plot, at, -1);
    case "ArrowRight":
      return along(plot, at, 1);
    case "ArrowUp":
      return across(plot, at, -1);
    case "ArrowDown":
      return across(plot, at, 1);
    case "Home":
      return along(plot, at, Number.NEGATIVE_INFINITY);
    case "End":
      return along(plot, at, Number.POSITIVE_INFINITY);
    case "+":
    case "=":
      return { do: "zoom", range: zoomed(plot.xs, around, 0.5) };
    case "-":
      return { do: "zoom", range: zoomed(plot.xs, around, 2) };
    case " ":
      return begin(plot, at);
    case "0":
      return { do: "zoom", range: undefined };
    case "f":
      return { do: "full screen" };
    case "Escape":
      return at ? { do: "leave" } : undefined;
    default:
      return undefined;
  }
}

/** Without a cursor, at the first point. */
function begin(plot: Plot, at: Place | undefined): KeyAction | undefined {
  if (at?.hit) return { do: "begin", hit: at.hit };
  const first = along(plot, undefined, 1);
  return first?.do === "move" ? { do: "begin", hit: first.hit } : undefined;
}

function partUpTo(begun: number, end: number): KeyAction {
  if (begun === end) return { do: "give up" };
  return { do: "zoom", range: begun < end ? [begun, end] : [end, begun] };
}

/** The next or previous point of the run under the cursor, within the part that is shown; of the first run, if there is no cursor. */
function along(plot: Plot, at: Place | undefined, by: number): KeyAction | undefined {
  const here = at && standing(plot, at);
  const line = here?.line ?? plot.spec.lines.find((each) => each.x.length > 0);
  if (!line) return undefined;
  const first = nearestIndex(line.x, Math.max(plot.xs.from, line.x[0] as number), plot.xs) ?? 0;
  const last = nearestIndex(line.x, plot.xs.to, plot.xs) ?? 0;
  const start = here || !Number.isFinite(by) ? (here?.index ?? 0) + by : by < 0 ? last : first;
  return { do: "move", hit: { line, index: Math.min(Math.max(start, first), last), distance: 0 } };
}

/** The point under the cursor. Finer points may have replaced those that it was found among. */
function standing(plot: Plot, { hit, x }: Place): { line: Line; index: number } | undefined {
  if (!hit) return undefined;
  const line = plot.spec.lines.find((each) => each.id === hit.line.id);
  if (!line || line.x === hit.line.x) return line && hit;
  const index = nearestIndex(line.x, x, plot.xs);
  return index === undefined ? undefined : { line, index };
}

/** The run above or below at the cursor. */
function across(plot: Plot, at: Place | undefined, by: number): KeyAction | undefined {
  if (!at?.hit) return along(plot, at, 1);
  const hits = pointsAt(plot, at.x);
  const here = hits.findIndex((hit) => hit.line.id === at.hit?.line.id);
  const next = hits[Math.min(Math.max(here + by, 0), hits.length - 1)];
  return next && { do: "move", hit: next };
}
