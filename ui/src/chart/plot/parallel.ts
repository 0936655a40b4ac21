import { type Dimension, dimensionTicks, extentOf } from "./dimension";
import { makeScale, place, type Scale, valueAt } from "./scale";
import type { Mark } from "./scatter";
import { shorten } from "./shorten";
import type { Area, PlotTheme, Surface } from "./surface";
import { MANY } from "./surface";
import type { Tick } from "./ticks";
import { drawTitle, TITLE } from "./title";

/** Runs as lines across one axis for each of their values. Sizes are CSS pixels. */
export interface ParallelSpec {
  dimensions: readonly Dimension[];
  /** At the same index as the values. */
  marks: readonly Mark[];
  width: number;
  height: number;
  theme: PlotTheme & { isDark: boolean };
  title?: string | undefined;
}

export interface ParallelAxis {
  dimension: Dimension;
  x: number;
  ys: Scale;
  ticks: Tick[];
  /** The room for its words. */
  room: number;
}

export interface Parallel {
  spec: ParallelSpec;
  area: Area;
  axes: ParallelAxis[];
}

const ABOVE = 30;
const BELOW = 12;
const SIDE = 56;

export function layOutParallel(spec: ParallelSpec): Parallel {
  const { width, height, dimensions } = spec;
  const top = ABOVE + (spec.title === undefined ? 0 : TITLE);
  const bottom = Math.max(top + 1, height - BELOW);
  const left = Math.min(SIDE, width / 4);
  const right = Math.max(left + 1, width - Math.min(SIDE, width / 6));
  const between = (right - left) / Math.max(1, dimensions.length - 1);
  const axes = dimensions.map((dimension, at) => {
    const [from, to] = extentOf(dimension);
    return {
      dimension,
      x: left + at * between,
      ys: makeScale(dimension.log, from, to, bottom, top),
      ticks: dimensionTicks(dimension, from, to, Math.max(2, Math.floor((bottom - top) / 32))),
      room: at === 0 ? left - 8 : between - 14,
    };
  });
  return { spec, area: { left, top, right, bottom }, axes };
}

export function drawParallel(surface: Surface, plot: Parallel): void {
  const { spec } = plot;
  if (spec.title !== undefined) drawTitle(surface, spec.title, spec.theme);
  surface.lineJoin = "bevel";
  const { length } = spec.marks;
  const alpha = length > 300 ? 0.2 : length > MANY ? 0.4 : 0.9;
  for (const [index, mark] of spec.marks.entries())
    traceRun(surface, plot, index, { colour: mark.colour, width: 1.5, alpha });
  // Above the lines, which are many, so that the words can be read.
  for (const axis of plot.axes) drawAxis(surface, plot, axis);
}

interface Stroke {
  colour: string;
  width: number;
  alpha: number;
}

/** The line of a run; where it lacks a value, its line has a gap. */
function traceRun(surface: Surface, { axes }: Parallel, index: number, { colour, width, alpha }: Stroke): void {
  surface.strokeStyle = colour;
  surface.lineWidth = width;
  surface.globalAlpha = alpha;
  surface.beginPath();
  let isDown = false;
  for (const { dimension, x, ys } of axes) {
    const y = place(ys, dimension.values[index] as number);
    if (!Number.isFinite(y)) isDown = false;
    else if (isDown) surface.lineTo(x, y);
    else {
      surface.moveTo(x, y);
      isDown = true;
    }
  }
  surface.stroke();
  surface.globalAlpha = 1;
}

function drawAxis(surface: Surface, { spec, area, axes }: Parallel, axis: ParallelAxis): void {
  const { theme } = spec;
  surface.strokeStyle = theme.muted;
  surface.lineWidth = 1;
  surface.beginPath();
  const x = Math.round(axis.x) + 0.5;
  surface.moveTo(x, area.top);
  surface.lineTo(x, area.bottom);
  surface.stroke();
  surface.font = theme.font;
  surface.textBaseline = "middle";
  surface.textAlign = "right";
  for (const tick of axis.ticks) {
    const label = shorten(tick.label, axis.room, surface);
    const y = place(axis.ys, tick.value);
    const { width } = surface.measureText(label);
    surface.fillStyle = theme.ground;
    surface.globalAlpha = 0.75;
    surface.beginPath();
    surface.rect(axis.x - 7 - width, y - 7, width + 4, 14);
    surface.fill();
    surface.globalAlpha = 1;
    surface.fillStyle = theme.muted;
    surface.fillText(label, axis.x - 5, y);
  }
  surface.fillStyle = theme.text;
  const isLast = axis === axes.at(-1);
  surface.textAlign = axis === axes[0] ? "left" : isLast ? "right" : "center";
  const room = axes.length > 1 ? (area.right - area.left) / (axes.length - 1) - 12 : area.right - area.left;
  const at = axis === axes[0] ? 8 : isLast ? spec.width - 8 : axis.x;
  surface.fillText(shorten(axis.dimension.label, Math.max(room, 30), surface), at, area.top - 16);
}

/** Draws the line of one run above the others. */
export function drawLitRun(surface: Surface, plot: Parallel, lit: string): void {
  const index = plot.spec.marks.findIndex((mark) => mark.id === lit);
  const mark = plot.spec.marks[index];
  if (!mark) return;
  traceRun(surface, plot, index, { colour: plot.spec.theme.ground, width: 6, alpha: 0.9 });
  traceRun(surface, plot, index, { colour: mark.colour, width: 3, alpha: 1 });
}

/** A part of an axis that is being drawn up, from one height to another. */
export interface Brush {
  axis: number;
  from: number;
  to: number;
}

export function drawBrush(surface: Surface, { axes, area, spec }: Parallel, brush: Brush): void {
  const axis = axes[brush.axis];
  if (!axis) return;
  const top = Math.max(area.top, Math.min(brush.from, brush.to));
  const bottom = Math.min(area.bottom, Math.max(brush.from, brush.to));
  surface.fillStyle = spec.theme.accent;
  surface.globalAlpha = 0.3;
  surface.beginPath();
  surface.rect(axis.x - 8, top, 16, bottom - top);
  surface.fill();
  surface.globalAlpha = 1;
}

/** The values of an axis between two heights, the least first. */
export function brushed({ axes, area }: Parallel, { axis, from, to }: Brush): [number, number] | undefined {
  const found = axes[axis];
  if (!found) return undefined;
  const within = (y: number) => Math.min(Math.max(y, area.top), area.bottom);
  const [one, other] = [valueAt(found.ys, within(from)), valueAt(found.ys, within(to))];
  return [Math.min(one, other), Math.max(one, other)];
}

/** The axis at a place, for drawing up a part of it. */
export function axisAt({ axes }: Parallel, x: number, reach = 14): number | undefined {
  const at = axes.findIndex((axis) => Math.abs(axis.x - x) <= reach);
  return at < 0 ? undefined : at;
}

/** The run whose line is nearest to a place; undefined if none is within reach. */
export function parallelHit({ axes, spec }: Parallel, x: number, y: number, reach = 12): number | undefined {
  let right = axes.findIndex((axis) => axis.x >= x);
  if (right < 0) right = axes.length - 1;
  const [one, other] = [axes[Math.max(0, right - 1)], axes[right]];
  if (!one || !other) return undefined;
  const share = one === other ? 0 : Math.min(1, Math.max(0, (x - one.x) / (other.x - one.x)));
  let nearest: number | undefined;
  let least = reach;
  for (let index = 0; index < spec.marks.length; index++) {
    const a = place(one.ys, one.dimension.values[index] as number);
    const b = place(other.ys, other.dimension.values[index] as number);
    const distance = Math.abs(a + (b - a) * share - y);
    if (!(distance <= least)) continue;
    least = distance;
    nearest = index;
  }
  return nearest;
}
