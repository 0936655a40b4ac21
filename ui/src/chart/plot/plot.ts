import { drawAxes, measureAxes } from "./axes";
import { drawEndLabels, endLabelWidth } from "./endLabels";
import { type Range, xExtent, yExtent } from "./extent";
import { type EdgeMark, traceLine } from "./line";
import { firstAtLeast, makeScale, type Scale } from "./scale";
import { type Area, type Line, MANY, type PlotTheme, type Surface } from "./surface";
import type { AxisKind, Tick } from "./ticks";
import { drawTitle } from "./title";

/** What a chart of lines shows, and how large. Sizes are CSS pixels. */
export interface PlotSpec {
  lines: readonly Line[];
  width: number;
  height: number;
  theme: PlotTheme;
  xKind: AxisKind;
  xLog: boolean;
  yLog: boolean;
  /** Whether outliers may be cut off. */
  trim: boolean;
  /** The part of the x axis that is shown; all of it if undefined. */
  range?: Range | undefined;
  /** Whether lines may be named at their ends. */
  names: boolean;
  /** Written above, where a picture is to stand alone. */
  title?: string | undefined;
}

/** A chart with its scales found: what is drawn, and what a pointer is compared with. */
export interface Plot {
  spec: PlotSpec;
  area: Area;
  xs: Scale;
  ys: Scale;
  xTicks: Tick[];
  yTicks: Tick[];
}

/** Finds scales, marks and margins. */
export function layOut(spec: PlotSpec, surface: Pick<Surface, "measureText" | "font">): Plot {
  const x = spec.range ?? xExtent(spec.lines, spec.xLog) ?? (spec.xLog ? [1, 10] : [0, 1]);
  const y = yExtent(spec.lines, x, spec.yLog, spec.trim);
  const names = spec.names ? endLabelWidth(spec, surface) : 0;
  const { area, xTicks, yTicks } = measureAxes(spec, x, y, names, surface);
  return {
    spec,
    area,
    xs: makeScale(spec.xLog, x[0], x[1], area.left, area.right),
    ys: makeScale(spec.yLog, y[0], y[1], area.bottom, area.top),
    xTicks,
    yTicks,
  };
}

/** Draws axes and lines: all that stays while a pointer moves. */
export function drawPlot(surface: Surface, plot: Plot): void {
  const { spec, area } = plot;
  if (spec.title !== undefined) drawTitle(surface, spec.title, spec.theme);
  drawAxes(surface, plot);
  surface.save();
  clipTo(surface, area);
  surface.lineJoin = "bevel";
  const faint = spec.lines.length > MANY;
  const marks: [Line, EdgeMark[]][] = [];
  for (const line of spec.lines) {
    if (line.raw) drawLine(surface, plot, line, line.raw, { width: 1, alpha: faint ? 0.08 : 0.22, dash: [] });
    const edge = drawLine(surface, plot, line, line.y, { width: 1.5, alpha: faint ? 0.35 : 1, dash: line.dash });
    if (edge.length > 0) marks.push([line, edge]);
  }
  surface.restore();
  for (const [line, edge] of marks) drawMarks(surface, plot, line, edge);
  if (spec.names) drawEndLabels(surface, plot);
}

interface Stroke {
  width: number;
  alpha: number;
  dash: readonly number[];
  colour?: string;
}

/** How far apart points must be in px to be marked one by one. */
const DOTS_FROM = 14;

function drawLine(surface: Surface, plot: Plot, line: Line, values: Line["y"], stroke: Stroke): EdgeMark[] {
  const { xs, ys } = plot;
  surface.strokeStyle = stroke.colour ?? line.colour;
  surface.lineWidth = stroke.width;
  surface.globalAlpha = stroke.alpha;
  surface.setLineDash([...stroke.dash]);
  surface.beginPath();
  const marks = traceLine(surface, line, values, xs, ys);
  surface.stroke();
  surface.setLineDash([]);
  if (values === line.y) drawDots(surface, plot, line, stroke.width);
  surface.globalAlpha = 1;
  return marks;
}

/** Marks the points of a line that has few: a single point would not be seen, and of few one wants to know where they are. */
function drawDots(surface: Surface, plot: Plot, line: Line, width: number): void {
  const { xs, ys, area } = plot;
  const first = firstAtLeast(line.x, xs.from);
  const end = Math.min(line.x.length, firstAtLeast(line.x, xs.to) + 1);
  if (end - first > 1 && (area.right - area.left) / (end - first) < DOTS_FROM) return;
  surface.fillStyle = surface.strokeStyle;
  for (let i = first; i < end; i++) {
    const px = xs.offset + xs.factor * (xs.log ? Math.log(line.x[i] as number) : (line.x[i] as number));
    const py = ys.offset + ys.factor * (ys.log ? Math.log(line.y[i] as number) : (line.y[i] as number));
    if (Number.isFinite(px) && Number.isFinite(py)) drawDot(surface, px, py, width + 0.75);
  }
}

function drawDot(surface: Surface, x: number, y: number, radius: number): void {
  surface.beginPath();
  surface.arc(x, y, radius, 0, 2 * Math.PI);
  surface.fill();
}

/** Triangles at the edge that point to where an infinite value would be. */
function drawMarks(surface: Surface, { area }: Plot, line: Line, marks: readonly EdgeMark[]): void {
  surface.fillStyle = line.colour;
  for (const { x, up } of marks) {
    if (x < area.left - 1 || x > area.right + 1) continue;
    const tip = up ? area.top : area.bottom;
    const base = up ? tip + 6 : tip - 6;
    surface.beginPath();
    surface.moveTo(x, tip);
    surface.lineTo(x - 4, base);
    surface.lineTo(x + 4, base);
    surface.closePath();
    surface.fill();
  }
}

export function clipTo(surface: Surface, { left, top, right, bottom }: Area): void {
  surface.beginPath();
  surface.rect(left, top, right - left, bottom - top);
  surface.clip();
}

/** What moves with a pointer. */
export interface Cursor {
  /** Where the cursor line stands, in values of x. */
  x?: number | undefined;
  /** The run that is lit. */
  lit?: string | undefined;
  /** The index of the lit run's point at the cursor. */
  point?: number | undefined;
  /** The range that is being drawn up with the pointer, in px. */
  drag?: Range | undefined;
}

/** Draws what moves with a pointer, on a surface of its own above the plot. */
export function drawCursor(surface: Surface, plot: Plot, cursor: Cursor): void {
  const { area, xs, spec } = plot;
  surface.save();
  clipTo(surface, area);
  if (cursor.drag) drawDrag(surface, plot, cursor.drag);
  if (cursor.x !== undefined) drawCursorLine(surface, plot, cursor.x);
  const line = cursor.lit === undefined ? undefined : spec.lines.find((each) => each.id === cursor.lit);
  if (line) {
    surface.lineJoin = "bevel";
    // A rim in the colour of the ground lifts it above the others.
    if (spec.lines.length > 1)
      drawLine(surface, plot, line, line.y, { width: 5, alpha: 0.85, dash: [], colour: spec.theme.ground });
    drawLine(surface, plot, line, line.y, { width: 2.25, alpha: 1, dash: line.dash });
  }
  surface.restore();
  const index = cursor.point ?? (line && cursor.x !== undefined ? nearestIndex(line.x, cursor.x, xs) : undefined);
  if (line && index !== undefined) drawPoint(surface, plot, line, index);
}

function drawCursorLine(surface: Surface, { area, xs, spec }: Plot, x: number): void {
  const px = Math.round(xs.offset + xs.factor * (xs.log ? Math.log(x) : x)) + 0.5;
  if (!(px >= area.left - 1 && px <= area.right + 1)) return;
  surface.strokeStyle = spec.theme.muted;
  surface.lineWidth = 1;
  surface.beginPath();
  surface.moveTo(px, area.top);
  surface.lineTo(px, area.bottom);
  surface.stroke();
}

function drawDrag(surface: Surface, { area, spec }: Plot, [one, other]: Range): void {
  const left = Math.max(area.left, Math.min(one, other));
  const right = Math.min(area.right, Math.max(one, other));
  surface.fillStyle = spec.theme.accent;
  surface.globalAlpha = 0.15;
  surface.beginPath();
  surface.rect(left, area.top, right - left, area.bottom - area.top);
  surface.fill();
  surface.globalAlpha = 1;
}

/** Marks a point, also at the very edge; what lies outside of the chart has no mark. */
function drawPoint(surface: Surface, { xs, ys, spec, area }: Plot, line: Line, index: number): void {
  const x = xs.offset + xs.factor * (xs.log ? Math.log(line.x[index] as number) : (line.x[index] as number));
  const value = line.y[index] as number;
  const y = ys.offset + ys.factor * (ys.log ? Math.log(value) : value);
  if (!(x >= area.left - 1 && x <= area.right + 1 && y >= area.top - 1 && y <= area.bottom + 1)) return;
  surface.fillStyle = spec.theme.ground;
  drawDot(surface, x, y, 5);
  surface.fillStyle = line.colour;
  drawDot(surface, x, y, 3.5);
}

/** The index of the point whose pixel is nearest to that of `x`; undefined if there are no points. */
export function nearestIndex(ascending: Float64Array, x: number, scale: Scale): number | undefined {
  if (ascending.length === 0) return undefined;
  const after = Math.min(firstAtLeast(ascending, x), ascending.length - 1);
  const before = Math.max(0, after - 1);
  const at = (value: number) => (scale.log ? Math.log(value) : value);
  const isBefore = Math.abs(at(ascending[before] as number) - at(x)) < Math.abs(at(ascending[after] as number) - at(x));
  return isBefore ? before : after;
}
