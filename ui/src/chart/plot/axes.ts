import type { Range } from "./extent";
import type { Plot, PlotSpec } from "./plot";
import { place } from "./scale";
import type { Area, Surface } from "./surface";
import { type Tick, ticksOf } from "./ticks";
import { TITLE } from "./title";

const LABEL = 14;
const BELOW = 20;
/** More lines across, on a whole screen, would hide the curves. */
const MOST_MARKS = 12;

/** Finds the marks of both axes, and the area that their words leave to the lines. */
export function measureAxes(
  spec: PlotSpec,
  x: Range,
  y: Range,
  names: number,
  surface: Pick<Surface, "measureText" | "font">,
): { area: Area; xTicks: Tick[]; yTicks: Tick[] } {
  const { width, height } = spec;
  surface.font = spec.theme.font;
  const top = 8 + (spec.title === undefined ? 0 : TITLE);
  const bottom = Math.max(top + 1, height - BELOW);
  const count = Math.min(MOST_MARKS, Math.max(2, Math.floor((bottom - top) / 28)));
  const yTicks = ticksOf("number", spec.yLog, y[0], y[1], count);
  const widest = Math.max(0, ...yTicks.map((tick) => surface.measureText(tick.label).width));
  const left = Math.min(Math.ceil(widest) + 8, width / 2);
  const right = Math.max(left + 1, width - Math.max(8, names));
  const perLabel = spec.xKind === "number" ? 60 : 76;
  const xTicks = ticksOf(spec.xKind, spec.xLog, x[0], x[1], Math.max(2, Math.floor((right - left) / perLabel)));
  return { area: { left, top, right, bottom }, xTicks, yTicks };
}

/** Draws lines across at the marks of y, and the words of both axes. */
type Axes = Pick<Plot, "area" | "xs" | "ys" | "xTicks" | "yTicks"> & { spec: Pick<PlotSpec, "theme" | "width"> };

export function drawAxes(surface: Surface, { spec, area, xs, ys, xTicks, yTicks }: Axes): void {
  const { theme } = spec;
  surface.font = theme.font;
  surface.strokeStyle = theme.grid;
  surface.lineWidth = 1;
  surface.beginPath();
  for (const tick of yTicks) {
    const y = Math.round(place(ys, tick.value)) + 0.5;
    surface.moveTo(area.left, y);
    surface.lineTo(area.right, y);
  }
  surface.stroke();
  surface.fillStyle = theme.muted;
  surface.textAlign = "right";
  surface.textBaseline = "middle";
  for (const tick of yTicks) surface.fillText(tick.label, area.left - 6, place(ys, tick.value));
  surface.textAlign = "center";
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of xTicks) {
    const half = surface.measureText(tick.label).width / 2;
    // A label at the edge moves inwards; one that would touch the one before it is left out.
    const x = Math.min(Math.max(place(xs, tick.value), half + 1), spec.width - half - 1);
    if (x - half < free) continue;
    surface.fillText(tick.label, x, area.bottom + LABEL - 1);
    free = x + half + 8;
  }
}
