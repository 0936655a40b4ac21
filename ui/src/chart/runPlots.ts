import { visible } from "../kit/format";
import { type Dimension, type DimensionCell, dimensionOf } from "./plot/dimension";
import { shareOf } from "./plot/legend";
import { rampColour } from "./plot/ramp";
import type { Mark } from "./plot/scatter";
import type { AxisKind } from "./plot/ticks";

/** A chart of runs rather than of their histories: by the names of columns, as the table of runs has them. */
export interface RunPlot {
  kind: "scatter" | "parallel";
  /** Of a scatter plot: across, up, and what colours stand for, if anything. Of parallel coordinates: the axes; colours stand for the last. */
  columns: readonly string[];
}

/** What can be an axis. */
export interface PlotColumn {
  /** As the server knows it. */
  name: string;
  label: string;
  group: string;
  kind?: AxisKind;
}

/** The runs of a view with what they have in some columns. */
export interface PlotRuns {
  ids: readonly string[];
  names: readonly string[];
  cell: (index: number, column: string) => DimensionCell;
}

/** Most axes of parallel coordinates, and most charts. */
export const MOST_AXES = 12;
const MOST_PLOTS = 12;

const kinds: readonly RunPlot["kind"][] = ["scatter", "parallel"];

/** Reads charts from an address. What is not understood is left out. */
export function readPlots(text: string | undefined): RunPlot[] {
  return (text ?? "")
    .split("|")
    .slice(0, MOST_PLOTS)
    .flatMap((each) => {
      const [word, ...rest] = each.split(",").map(unescaped);
      const kind = kinds.find((one) => one === word);
      const columns = rest.filter((name) => name !== "");
      if (!kind || columns.length < 2) return [];
      return [{ kind, columns: columns.slice(0, kind === "scatter" ? 3 : MOST_AXES) }];
    });
}

/** Charts as they stand in an address; undefined if there are none. */
export function writePlots(plots: readonly RunPlot[]): string | undefined {
  return plots.map(({ kind, columns }) => [kind, ...columns.map(escaped)].join(",")).join("|") || undefined;
}

// Names may hold what divides them; only that is written otherwise, so that addresses stay readable.
function escaped(name: string): string {
  return name.replace(/[%,|]/g, encodeURIComponent);
}

function unescaped(name: string): string {
  return name.replace(/%(25|2C|7C)/g, decodeURIComponent);
}

/** What the chart is called. */
export function titleOf({ kind, columns }: RunPlot, labelOf: (name: string) => string): string {
  const labels = columns.map(labelOf);
  if (kind === "parallel") return labels.join(", ");
  const [x = "", y = "", colour] = labels;
  return `${y} by ${x}${colour === undefined ? "" : `, coloured by ${colour}`}`;
}

/** The axes of a chart, and its runs in their colours. */
export function plotData(
  { kind, columns }: RunPlot,
  runs: PlotRuns,
  columnOf: (name: string) => PlotColumn,
  look: { isDark: boolean; muted: string; colourOf: (runId: string) => string | undefined },
): { dimensions: Dimension[]; marks: Mark[] } {
  const dimensions = columns.map((name) => {
    const { label, kind } = columnOf(name);
    const cells = runs.ids.map((_, index) => runs.cell(index, name));
    const dimension = dimensionOf(visible(label), cells, kind);
    return dimension.words ? { ...dimension, words: dimension.words.map(visible) } : dimension;
  });
  const ramp = kind === "parallel" ? dimensions.at(-1) : dimensions[2];
  const marks = runs.ids.map((id, index): Mark => {
    const share = ramp && shareOf(ramp, ramp.values[index] as number);
    const own = ramp ? undefined : look.colourOf(id);
    const colour = share === undefined ? (own ?? look.muted) : rampColour(share, look.isDark);
    return { id, name: visible(runs.names[index] ?? id), colour };
  });
  return { dimensions, marks };
}
