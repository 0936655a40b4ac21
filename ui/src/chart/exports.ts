import { fetchPoints, MAX_RUNS_A_CALL, type Point } from "../api/series";
import { type BarsSpec, drawBars, layOutBars } from "./plot/bars";
import type { Range } from "./plot/extent";
import { drawParallel, layOutParallel, type ParallelSpec } from "./plot/parallel";
import { drawPlot, layOut, type PlotSpec } from "./plot/plot";
import { drawScatter, layOutScatter, type ScatterSpec } from "./plot/scatter";
import type { PlotTheme, Surface } from "./plot/surface";
import { SvgSurface } from "./plot/svg";
import type { PlotRuns } from "./runPlots";
import type { DrawnRun } from "./runs";
import type { ChartLines } from "./useChartLines";

/** What a card shows: lines, bars, or runs as points or as lines across axes. */
export type Picture = { lines: PlotSpec } | { bars: BarsSpec } | { scatter: ScatterSpec } | { parallel: ParallelSpec };

const WIDTH = 960;
const HEIGHT = 540;
const PNG_SCALE = 2;

/** Draws a chart to stand alone, with its title and the names of its lines, whatever surface it is. */
function drawPicture(surface: Surface, picture: Picture, title: string): void {
  const [{ theme }] = Object.values(picture) as [{ theme: PlotTheme }];
  surface.fillStyle = theme.ground;
  surface.beginPath();
  surface.rect(0, 0, WIDTH, HEIGHT);
  surface.fill();
  const size = { width: WIDTH, height: HEIGHT, title };
  if ("lines" in picture) drawPlot(surface, layOut({ ...picture.lines, ...size, names: true }, surface));
  else if ("bars" in picture) drawBars(surface, layOutBars({ ...picture.bars, ...size }, surface));
  else if ("scatter" in picture) drawScatter(surface, layOutScatter({ ...picture.scatter, ...size }, surface));
  else drawParallel(surface, layOutParallel({ ...picture.parallel, ...size }));
}

/** The chart as a PNG file of twice the usual number of pixels. */
export function pngOf(picture: Picture, title: string): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * PNG_SCALE;
  canvas.height = HEIGHT * PNG_SCALE;
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(undefined);
  context.scale(PNG_SCALE, PNG_SCALE);
  drawPicture(context, picture, title);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
}

/** The chart as the text of an SVG file. */
export function svgOf(picture: Picture, title: string): string {
  const context = document.createElement("canvas").getContext("2d");
  const measure = (text: string, font: string) => {
    if (!context) return text.length * 6;
    context.font = font;
    return context.measureText(text).width;
  };
  const surface = new SvgSurface(WIDTH, HEIGHT, measure);
  drawPicture(surface, picture, title);
  return surface.toString();
}

/** Points as a CSV file. Texts that a spreadsheet would take for a formula begin with an apostrophe. */
export function csvOf(metric: string, points: readonly { run: DrawnRun; points: readonly Point[] }[]): string {
  const rows = ["run_id,run_name,metric,step,timestamp,value"];
  for (const { run, points: all } of points) {
    const head = `${cell(run.runId)},${cell(run.name)},${cell(metric)}`;
    for (const { step, time, value } of all) rows.push(`${head},${step},${timeOf(time)},${value}`);
  }
  return `${rows.join("\r\n")}\r\n`;
}

/** What runs have in some columns, as a CSV file. */
export function csvOfRuns(runs: PlotRuns, columns: readonly string[]): string {
  const rows = runs.ids.map((id, index) =>
    [id, runs.names[index] ?? "", ...columns.map((column) => runs.cell(index, column))]
      .map((each) => (typeof each === "string" ? cell(each) : String(each ?? "")))
      .join(","),
  );
  return `${[["run_id", "run_name", ...columns].map(cell).join(","), ...rows].join("\r\n")}\r\n`;
}

/** The points of what a chart shows, with every digit and as finely as the server gives them in one call for each hundred runs. */
export async function fetchCsv(
  metric: string,
  { sources, axis }: ChartLines,
  range: Range | undefined,
): Promise<string> {
  const found = new Map<string, Point[]>();
  const runIds = sources.map(({ run }) => run.runId);
  for (let at = 0; at < runIds.length; at += MAX_RUNS_A_CALL)
    for (const [runId, points] of await fetchPoints(runIds.slice(at, at + MAX_RUNS_A_CALL), metric, axis, range))
      found.set(runId, points);
  return csvOf(
    metric,
    sources.map(({ run }) => ({ run, points: found.get(run.runId) ?? [] })),
  );
}

function timeOf(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a file to the browser to be kept. */
export function save(content: Blob | string, name: string, type: string): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A metric's name as that of a file. */
export function fileName(metric: string, ending: string): string {
  return `${metric.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 100) || "chart"}.${ending}`;
}
