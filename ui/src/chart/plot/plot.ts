import { drawAxes, measureAxes } from "./axes";
import { drawEndLabels, endLabelWidth } from "./endLabels";
import { type Range, xExtent, yExtent } from "./extent";
import { type EdgeMark, Filled, fillColumns, traceLine } from "./line";
import { firstAtLeast, makeScale, place, type Scale } from "./scale";
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
  // Nothing to mark yet: made-up numbers would be taken for real ones.
  if (spec.lines.length === 0) xTicks.length = yTicks.length = 0;
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
    const edge = drawLine(surface, plot, line, line.y, faint ? FAINT : { width: 1.5, alpha: 1, dash: line.dash });
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

/** Of many lines, dashes tell none apart, and hairlines take a fifth of the time where there is no GPU. The one that is lit has both. */
const FAINT: Stroke = { width: 1, alpha: 0.35, dash: [] };

/** How far apart points must be in px to be marked one by one. */
const DOTS_FROM = 14;

function drawLine(surface: Surface, plot: Plot, line: Line, values: Line["y"], stroke: Stroke): EdgeMark[] {
  const { xs, ys } = plot;
  surface.strokeStyle = stroke.colour ?? line.colour;
  surface.lineWidth = stroke.width;
  surface.globalAlpha = stroke.alpha;
  surface.setLineDash([...stroke.dash]);
  surface.beginPath();
  // Hairlines need no help: they are found point by point.
  const filled = surface.fillRect && stroke.width > 1 ? new Filled() : undefined;
  const marks = traceLine(surface, line, values, xs, ys, filled);
  surface.stroke();
  surface.setLineDash([]);
  if (filled && surface.fillRect) {
    surface.fillStyle = surface.strokeStyle;
    fillColumns(surface as Required<Surface>, filled, stroke.width);
  }
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

/** Draws the line of one run above the others, on a surface of its own, so that they stay as they are. */
export function drawLit(surface: Surface, plot: Plot, lit: string): void {
  const { area, spec } = plot;
  const line = spec.lines.find((each) => each.id === lit);
  if (!line) return;
  surface.save();
  clipTo(surface, area);
  surface.lineJoin = "bevel";
  // A rim in the colour of the ground lifts it above a few others; above many, which are faint, it needs none.
  if (spec.lines.length > 1 && spec.lines.length <= MANY)
    drawLine(surface, plot, line, line.y, { width: 5, alpha: 0.85, dash: [], colour: spec.theme.ground });
  drawLine(surface, plot, line, line.y, { width: 2.25, alpha: 1, dash: line.dash });
  surface.restore();
}

/** Where the range lies that is being drawn up with the pointer, from one px to another. */
export function dragArea({ area }: Plot, [one, other]: Range): Area {
  const within = (px: number) => Math.min(area.right, Math.max(area.left, px));
  return { ...area, left: within(Math.min(one, other)), right: within(Math.max(one, other)) };
}

/** Where the cursor's line stands, and the mark on the lit run. */
export interface CursorPlace {
  /** In px; undefined if the cursor is outside of what is shown. */
  line: number | undefined;
  mark: { x: number; y: number; colour: string } | undefined;
}

/**
 * Finds the place of a cursor.
 * @param x In values of the axis.
 * @param index Which point of the lit run, if that is known; otherwise the one nearest to the cursor.
 */
export function placeCursor(plot: Plot, x: number, lit: string | undefined, index?: number): CursorPlace {
  const { xs, ys, spec, area } = plot;
  const px = place(xs, x);
  const line = px >= area.left - 1 && px <= area.right + 1 ? px : undefined;
  const of = lit === undefined ? undefined : spec.lines.find((each) => each.id === lit);
  const at = index ?? (of && nearestIndex(of.x, x, xs));
  if (!of || at === undefined) return { line, mark: undefined };
  const mark = { x: place(xs, of.x[at] as number), y: place(ys, of.y[at] as number), colour: of.colour };
  const isShown =
    mark.x >= area.left - 1 && mark.x <= area.right + 1 && mark.y >= area.top - 1 && mark.y <= area.bottom + 1;
  return { line, mark: isShown ? mark : undefined };
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
