import type { Plot, PlotSpec } from "./plot";
import { place } from "./scale";
import { shorten } from "./shorten";
import type { Line, Surface } from "./surface";

/** Most lines that are named at their ends, the least width of a chart for it, and the height of one name. */
const MOST = 12;
const LEAST_WIDTH = 520;
const HEIGHT = 13;
const WIDEST = 140;

/** The room that names at the ends of the lines need; 0 where there is none, or too many lines. */
export function endLabelWidth(spec: PlotSpec, surface: Pick<Surface, "measureText" | "font">): number {
  const { lines, width } = spec;
  if (lines.length < 2 || lines.length > MOST || width < LEAST_WIDTH) return 0;
  surface.font = spec.theme.font;
  const widest = Math.max(...lines.map((line) => surface.measureText(line.name).width));
  return Math.min(Math.ceil(widest), WIDEST) + 16;
}

/** Writes the names of the lines beside their ends, moved apart where they would touch. */
export function drawEndLabels(surface: Surface, plot: Plot): void {
  const { spec, area } = plot;
  if (spec.width - area.right < 20) return;
  const ends = spec.lines
    .map((line) => ({ line, y: endOf(line, plot) }))
    .filter((end): end is { line: Line; y: number } => end.y !== undefined)
    .sort((one, other) => one.y - other.y);
  surface.font = spec.theme.font;
  surface.textAlign = "left";
  surface.textBaseline = "middle";
  for (const [at, y] of spread(
    ends.map((end) => end.y),
    area.top,
    area.bottom,
  ).entries()) {
    const { line } = ends[at] as { line: Line };
    surface.fillStyle = line.colour;
    surface.fillText(shorten(line.name, spec.width - area.right - 12, surface), area.right + 8, y);
  }
}

function endOf(line: Line, { xs, ys, area }: Plot): number | undefined {
  for (let i = line.x.length - 1; i >= 0; i--) {
    if ((line.x[i] as number) > xs.to) continue;
    if ((line.x[i] as number) < xs.from) return undefined;
    const y = place(ys, line.y[i] as number);
    if (Number.isFinite(y)) return Math.min(Math.max(y, area.top), area.bottom);
  }
  return undefined;
}

/** Moves ascending places apart by a name's height, within bounds as far as they suffice. */
export function spread(places: readonly number[], top: number, bottom: number): number[] {
  const moved = [...places];
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i] as number, (moved[i - 1] as number) + HEIGHT);
  let limit = bottom;
  for (let i = moved.length - 1; i >= 0 && (moved[i] as number) > limit; i--, limit -= HEIGHT) moved[i] = limit;
  const first = moved[0];
  // More names than room: they begin at the top and run over the lower edge.
  if (first !== undefined && first < top) return moved.map((_, i) => top + i * HEIGHT);
  return moved;
}
