import { makeScale, place, type Scale } from "./scale";
import { shorten } from "./shorten";
import type { Area, PlotTheme, Surface } from "./surface";
import { type Tick, ticksOf } from "./ticks";
import { drawTitle, TITLE } from "./title";

/** One run's value as a bar. */
export interface Bar {
  /** Of the run. */
  id: string;
  name: string;
  colour: string;
  /** NaN and infinities have no bar, only their word. */
  value: number;
  /** The value in words. */
  label: string;
}

/** What a chart of bars shows, and how large. Sizes are CSS pixels. */
export interface BarsSpec {
  bars: readonly Bar[];
  width: number;
  height: number;
  theme: PlotTheme;
  title?: string | undefined;
}

export interface Bars {
  spec: BarsSpec;
  area: Area;
  xs: Scale;
  ticks: Tick[];
  /** How high the row of one bar is. */
  row: number;
  /** Whether rows are high enough for words. */
  named: boolean;
}

const HIGHEST = 26;
const NAMED_FROM = 12;
const WIDEST_NAME = 110;
const VALUE = 52;
const BELOW = 20;

/** One bar a run, below each other from zero: of metrics that have a single value. */
export function layOutBars(spec: BarsSpec, surface: Pick<Surface, "measureText" | "font">): Bars {
  const { bars, width, height } = spec;
  surface.font = spec.theme.font;
  const top = 6 + (spec.title === undefined ? 0 : TITLE);
  const bottom = Math.max(top + 1, height - BELOW);
  const row = Math.min(HIGHEST, (bottom - top) / Math.max(1, bars.length));
  const named = row >= NAMED_FROM;
  const widest = named ? Math.max(0, ...bars.map((bar) => surface.measureText(bar.name).width)) : 0;
  const left = named ? Math.min(Math.ceil(widest), WIDEST_NAME, width * 0.35) + 14 : 10;
  const right = Math.max(left + 1, width - (named ? VALUE : 10));
  const values = bars.map((bar) => bar.value).filter(Number.isFinite);
  const from = Math.min(0, ...values);
  const to = Math.max(0, ...values);
  const xs = makeScale(false, from, from === to ? 1 : to, left, right);
  const ticks = ticksOf("number", false, xs.from, xs.to, Math.max(2, Math.floor((right - left) / 70)));
  return { spec, area: { left, top, right, bottom }, xs, ticks, row, named };
}

export function drawBars(surface: Surface, plot: Bars): void {
  const { spec, area, xs, ticks } = plot;
  if (spec.title !== undefined) drawTitle(surface, spec.title, spec.theme);
  surface.font = spec.theme.font;
  surface.strokeStyle = spec.theme.grid;
  surface.lineWidth = 1;
  surface.beginPath();
  for (const tick of ticks) {
    const x = Math.round(place(xs, tick.value)) + 0.5;
    surface.moveTo(x, area.top);
    surface.lineTo(x, area.bottom);
  }
  surface.stroke();
  surface.fillStyle = spec.theme.muted;
  surface.textBaseline = "middle";
  surface.textAlign = "center";
  for (const tick of ticks) surface.fillText(tick.label, place(xs, tick.value), area.bottom + 13);
  for (const [at, bar] of spec.bars.entries()) drawBar(surface, plot, bar, at);
}

function drawBar(surface: Surface, plot: Bars, bar: Bar, at: number): void {
  const { spec, area, xs, row, named } = plot;
  const middle = area.top + (at + 0.5) * row;
  const zero = place(xs, 0);
  const end = Number.isFinite(bar.value) ? place(xs, bar.value) : zero;
  fillBar(surface, plot, bar.colour, zero, end, at);
  if (!named) return;
  surface.fillStyle = spec.theme.text;
  surface.textAlign = "right";
  surface.fillText(shorten(bar.name, area.left - 12, surface), area.left - 7, middle);
  surface.textAlign = "left";
  surface.fillStyle = spec.theme.muted;
  surface.fillText(bar.label, Math.max(end, zero) + 5, middle);
}

function fillBar(surface: Surface, { area, row }: Bars, colour: string, zero: number, end: number, at: number): void {
  const gap = row > 6 ? Math.min(3, row * 0.15) : row > 2 ? 0.5 : 0;
  surface.fillStyle = colour;
  surface.beginPath();
  surface.rect(
    Math.min(zero, end),
    area.top + at * row + gap,
    Math.max(Math.abs(end - zero), 1),
    Math.max(row - 2 * gap, 1),
  );
  surface.fill();
}

/** Marks the row of the lit run, on a surface above the bars. */
export function drawLitBar(surface: Surface, plot: Bars, lit: string): void {
  const { spec, area, row, xs } = plot;
  const at = spec.bars.findIndex((bar) => bar.id === lit);
  const bar = spec.bars[at];
  if (!bar) return;
  surface.fillStyle = spec.theme.accent;
  surface.globalAlpha = 0.12;
  surface.beginPath();
  surface.rect(0, area.top + at * row, spec.width, row);
  surface.fill();
  surface.globalAlpha = 1;
  const zero = place(xs, 0);
  fillBar(surface, plot, bar.colour, zero, Number.isFinite(bar.value) ? place(xs, bar.value) : zero, at);
}

/** The index of the bar at a height; undefined outside of all. */
export function barAt({ spec, area, row }: Bars, y: number): number | undefined {
  const at = Math.floor((y - area.top) / row);
  return spec.bars[at] ? at : undefined;
}
