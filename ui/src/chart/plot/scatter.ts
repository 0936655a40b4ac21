import { drawAxes } from "./axes";
import { type Dimension, dimensionTicks, extentOf } from "./dimension";
import { drawRamp, RAMP } from "./legend";
import { clipTo } from "./plot";
import { makeScale, place, type Scale } from "./scale";
import { shorten } from "./shorten";
import type { Area, PlotTheme, Surface } from "./surface";
import type { Tick } from "./ticks";
import { drawTitle, TITLE } from "./title";

/** A run, or what else stands for one point or line. */
export interface Mark {
  id: string;
  name: string;
  colour: string;
}

/** Runs as points of two values. Sizes are CSS pixels. */
export interface ScatterSpec {
  x: Dimension;
  y: Dimension;
  /** What colours stand for, if they stand for a value. */
  colour?: Dimension | undefined;
  /** At the same index as the values. */
  marks: readonly Mark[];
  width: number;
  height: number;
  theme: PlotTheme & { isDark: boolean };
  title?: string | undefined;
}

export interface Scatter {
  spec: ScatterSpec;
  area: Area;
  xs: Scale;
  ys: Scale;
  xTicks: Tick[];
  yTicks: Tick[];
}

const ABOVE = 24;
const BELOW = 36;
const RADIUS = 4;
/** From so many points on, they are drawn smaller and let others through. */
const CROWD = 200;

export function layOutScatter(spec: ScatterSpec, surface: Pick<Surface, "measureText" | "font">): Scatter {
  const { width, height } = spec;
  surface.font = spec.theme.font;
  const top = ABOVE + (spec.title === undefined ? 0 : TITLE);
  const bottom = Math.max(top + 1, height - BELOW);
  const [x, y] = [extentOf(spec.x), extentOf(spec.y)];
  const yTicks = dimensionTicks(spec.y, y[0], y[1], Math.max(2, Math.floor((bottom - top) / 28)));
  const widest = Math.max(0, ...yTicks.map((tick) => surface.measureText(tick.label).width));
  const left = Math.min(Math.ceil(widest) + 10, width / 3);
  const right = Math.max(left + 1, width - 12);
  const xTicks = dimensionTicks(spec.x, x[0], x[1], Math.max(2, Math.floor((right - left) / 76)));
  const long = (tick: Tick) => ({ ...tick, label: shorten(tick.label, left - 10, surface) });
  return {
    spec,
    area: { left, top, right, bottom },
    xs: makeScale(spec.x.log, x[0], x[1], left, right),
    ys: makeScale(spec.y.log, y[0], y[1], bottom, top),
    xTicks,
    yTicks: yTicks.map(long),
  };
}

/** Where a point stands; undefined for a run that lacks one of the values. */
export function pointAt({ spec, xs, ys }: Scatter, index: number): { x: number; y: number } | undefined {
  const x = place(xs, spec.x.values[index] as number);
  const y = place(ys, spec.y.values[index] as number);
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : undefined;
}

export function drawScatter(surface: Surface, plot: Scatter): void {
  const { spec, area } = plot;
  const { theme, marks } = spec;
  if (spec.title !== undefined) drawTitle(surface, spec.title, theme);
  drawAxes(surface, plot);
  surface.font = theme.font;
  surface.fillStyle = theme.text;
  surface.textAlign = "left";
  const half = spec.colour ? (spec.width - RAMP) / 2 : spec.width - 16;
  surface.fillText(shorten(spec.y.label, half, surface), 8, area.top - 13);
  surface.textAlign = "right";
  surface.fillText(shorten(spec.x.label, spec.width - 24, surface), area.right, spec.height - 8);
  if (spec.colour) drawRamp(surface, spec.colour, spec, area.top - 13);
  surface.save();
  clipTo(surface, area);
  const isCrowd = marks.length > CROWD;
  // Those without a colour of their own first, so that they hide no other.
  for (const isMuted of [true, false]) {
    surface.globalAlpha = (isCrowd ? 0.6 : 0.85) * (isMuted ? 0.6 : 1);
    for (const [index, mark] of marks.entries()) {
      const point = (mark.colour === theme.muted) === isMuted ? pointAt(plot, index) : undefined;
      if (point) drawDisc(surface, point.x, point.y, isCrowd ? RADIUS - 1 : RADIUS, mark.colour);
    }
  }
  surface.globalAlpha = 1;
  surface.restore();
}

function drawDisc(surface: Surface, x: number, y: number, radius: number, colour: string): void {
  surface.fillStyle = colour;
  surface.beginPath();
  surface.arc(x, y, radius, 0, 2 * Math.PI);
  surface.fill();
}

/** Draws the point of one run above the others, with a rim in the colour of the ground. */
export function drawLitPoint(surface: Surface, plot: Scatter, lit: string): void {
  const index = plot.spec.marks.findIndex((mark) => mark.id === lit);
  const point = index < 0 ? undefined : pointAt(plot, index);
  const mark = plot.spec.marks[index];
  if (!point || !mark) return;
  drawDisc(surface, point.x, point.y, RADIUS + 4, plot.spec.theme.text);
  drawDisc(surface, point.x, point.y, RADIUS + 2.5, plot.spec.theme.ground);
  drawDisc(surface, point.x, point.y, RADIUS + 1, mark.colour);
}

/** The run whose point is nearest to a place; undefined if none is within reach. */
export function scatterHit(plot: Scatter, x: number, y: number, reach = 24): number | undefined {
  let nearest: number | undefined;
  let least = reach;
  for (let index = 0; index < plot.spec.marks.length; index++) {
    const point = pointAt(plot, index);
    const distance = point ? Math.hypot(point.x - x, point.y - y) : Number.POSITIVE_INFINITY;
    if (distance > least) continue;
    least = distance;
    nearest = index;
  }
  return nearest;
}
