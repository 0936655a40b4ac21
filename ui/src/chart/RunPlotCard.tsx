import { memo, useCallback, useMemo } from "react";
import { IconButton } from "../kit/Button";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Menu, MenuItem, MenuLine } from "../kit/Menu";
import type { RunLook } from "../kit/palette";
import styles from "./ChartCard.module.css";
import { csvOfRuns, fileName, type Picture, pngOf, save, svgOf } from "./exports";
import {
  axisAt,
  type Brush,
  brushed,
  drawBrush,
  drawLitRun,
  drawParallel,
  layOutParallel,
  parallelHit,
} from "./plot/parallel";
import { place } from "./plot/scale";
import { drawLitPoint, drawScatter, layOutScatter, pointAt, scatterHit } from "./plot/scatter";
import type { Surface } from "./plot/surface";
import { type LaidOut, RunPlotFigure } from "./RunPlotFigure";
import { type PlotColumn, type PlotRuns, plotData, type RunPlot, titleOf } from "./runPlots";
import { usePlotTheme } from "./usePlotTheme";

export interface RunPlotCardProps {
  plot: RunPlot;
  runs: PlotRuns;
  columnOf: (name: string) => PlotColumn;
  looks: ReadonlyMap<string, RunLook>;
  width: number;
  height: number;
  /** Keeps the runs whose values of a column lie between two, both included. */
  onBrush: (column: string, from: number, to: number) => void;
  onOpen: (runId: string) => void;
  onEdit: () => void;
  onRemove: () => void;
}

const HEAD = 32;
const BORDER = 1;

/** Runs by what they were told and what came of it: points of two values, or lines across several. */
export const RunPlotCard = memo(function RunPlotCard(props: RunPlotCardProps) {
  const { plot, runs, columnOf, looks, onBrush, onOpen } = props;
  const theme = usePlotTheme();
  const width = props.width - 2 * BORDER;
  const height = props.height - HEAD - 2 * BORDER;
  const { dimensions, marks } = useMemo(() => {
    const { isDark, muted } = theme;
    const colourOf = (runId: string) => {
      const look = looks.get(runId);
      return look && (isDark ? look.dark : look.light);
    };
    return plotData(plot, runs, columnOf, { isDark, muted, colourOf });
  }, [plot, runs, columnOf, looks, theme]);
  const picture = useMemo((): Picture => {
    const size = { width, height, theme, marks };
    const [x, y, colour] = dimensions;
    if (plot.kind === "parallel" || !x || !y) return { parallel: { ...size, dimensions } };
    return { scatter: { ...size, x, y, colour } };
  }, [plot.kind, dimensions, marks, width, height, theme]);
  const layOut = useCallback((surface: Surface) => laidOut(picture, surface), [picture]);
  const brush = (_: LaidOut, part: Brush) => {
    const column = plot.columns[part.axis];
    const range = "parallel" in picture ? brushed(layOutParallel(picture.parallel), part) : undefined;
    if (column !== undefined && range) onBrush(column, ...range);
  };
  const title = titleOf(plot, (name) => visible(columnOf(name).label));
  return (
    <section className={styles.card} style={{ width: props.width, height: props.height }} aria-label={title}>
      <header className={styles.head}>
        <h3 className={styles.title} title={title}>
          {title}
        </h3>
        <span className={styles.actions}>
          <Menu
            align="end"
            trigger={
              <IconButton label={`More of ${title}`}>
                <Icon name="more" size={14} />
              </IconButton>
            }
          >
            <MenuItem onClick={props.onEdit}>Change</MenuItem>
            <MenuItem onClick={props.onRemove}>Remove</MenuItem>
            <MenuLine />
            <MenuItem onClick={() => void savePng(picture, title)}>Save as PNG</MenuItem>
            <MenuItem onClick={() => save(svgOf(picture, title), fileName(title, "svg"), "image/svg+xml")}>
              Save as SVG
            </MenuItem>
            <MenuItem onClick={() => save(csvOfRuns(runs, plot.columns), fileName(title, "csv"), "text/csv")}>
              Save values as CSV
            </MenuItem>
          </Menu>
        </span>
      </header>
      <RunPlotFigure
        title={title}
        width={width}
        height={height}
        marks={marks}
        dimensions={dimensions}
        layOut={layOut}
        onOpen={onOpen}
        onBrush={plot.kind === "parallel" ? brush : undefined}
      />
    </section>
  );
});

function laidOut(picture: Picture, surface: Surface): LaidOut {
  if ("scatter" in picture) {
    const plot = layOutScatter(picture.scatter, surface);
    return {
      draw: (to) => drawScatter(to, plot),
      drawLit: (to, runId) => drawLitPoint(to, plot, runId),
      hit: (x, y) => scatterHit(plot, x, y),
      placeOf: (index) => pointAt(plot, index),
    };
  }
  if (!("parallel" in picture)) throw new Error("Only charts of runs are laid out here.");
  const plot = layOutParallel(picture.parallel);
  return {
    draw: (to) => drawParallel(to, plot),
    drawLit: (to, runId) => drawLitRun(to, plot, runId),
    hit: (x, y) => parallelHit(plot, x, y),
    placeOf: (index) => {
      const axis = plot.axes.at(-1);
      return axis && { x: axis.x, y: place(axis.ys, axis.dimension.values[index] as number) || plot.area.top };
    },
    axisAt: (x) => axisAt(plot, x),
    drawBrush: (to, part) => drawBrush(to, plot, part),
  };
}

async function savePng(picture: Picture, title: string): Promise<void> {
  const blob = await pngOf(picture, title);
  if (blob) save(blob, fileName(title, "png"), "image/png");
}
