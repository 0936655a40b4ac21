import { memo, useMemo } from "react";
import { classes } from "../kit/classes";
import { number, visible } from "../kit/format";
import { BarFigure } from "./BarFigure";
import { CardHead } from "./CardHead";
import styles from "./ChartCard.module.css";
import { ChartFigure } from "./ChartFigure";
import type { SeriesStore } from "./data";
import type { ChartOptions } from "./options";
import type { BarsSpec } from "./plot/bars";
import type { Range } from "./plot/extent";
import type { PlotSpec } from "./plot/plot";
import type { AxisKind } from "./plot/ticks";
import type { DrawnRun } from "./runs";
import { type ChartLines, useChartLines } from "./useChartLines";
import { type PlotColours, usePlotTheme } from "./usePlotTheme";

export interface ChartCardProps {
  /** The metric. */
  metric: string;
  runs: readonly DrawnRun[];
  options: ChartOptions;
  store: SeriesStore;
  /** CSS px of the whole card. */
  width: number;
  height: number;
  /** The part of the x axis that is shown. */
  range: Range | undefined;
  onZoom: (metric: string, range: Range | undefined) => void;
  onFullScreen?: ((metric: string) => void) | undefined;
}

const HEAD = 32;
const BORDER = 1;
const kinds: Record<ChartOptions["x"], AxisKind> = { step: "number", time: "time", relative: "duration" };

/** One metric of all drawn runs: title, what can be done with it, and lines; or bars, where every run has a single value. */
export const ChartCard = memo(function ChartCard(props: ChartCardProps) {
  const { metric, runs, options, store, width, height, range, onZoom, onFullScreen } = props;
  const theme = usePlotTheme();
  const data = useChartLines({ store, metric, runs, options, width, range, isDark: theme.isDark });
  const picture = usePicture(data, options, width - 2 * BORDER, height - HEAD - 2 * BORDER, theme, range);
  const title = visible(metric);
  return (
    <section className={styles.card} style={{ width, height }} aria-label={title}>
      <CardHead
        metric={metric}
        data={data}
        picture={picture}
        onShowAll={range && (() => onZoom(metric, undefined))}
        onFullScreen={onFullScreen}
      />
      <div className={classes(data.pending && data.lines.length > 0 && styles.dim)}>
        {"bars" in picture ? (
          <BarFigure title={title} spec={picture.bars} sources={data.sources} />
        ) : (
          <ChartFigure
            title={title}
            spec={picture.lines}
            data={data}
            axis={options.x}
            onZoom={(next) => onZoom(metric, next)}
            onFullScreen={onFullScreen && (() => onFullScreen(metric))}
          />
        )}
      </div>
    </section>
  );
});

function usePicture(
  data: ChartLines,
  { x, logX, logY, trim }: ChartOptions,
  width: number,
  height: number,
  theme: PlotColours,
  range: Range | undefined,
): { lines: PlotSpec } | { bars: BarsSpec } {
  return useMemo((): { lines: PlotSpec } | { bars: BarsSpec } => {
    const { lines, sources } = data;
    const isSingle = !data.pending && lines.length > 0 && sources.every(({ series }) => series.total <= 1);
    if (!isSingle) {
      const xLog = logX && x !== "time";
      // Differences lie on both sides of zero, which has no logarithm.
      const yLog = logY && !lines.some((line) => line.isDifference);
      return { lines: { lines, width, height, theme, xKind: kinds[x], xLog, yLog, trim, range, names: true } };
    }
    const bars = lines.map(({ id, name, colour, y }) => {
      const value = y[0] ?? Number.NaN;
      return { id, name, colour, value, label: number(value, 4) };
    });
    return { bars: { bars, width, height, theme } };
  }, [data, x, logX, logY, trim, width, height, theme, range]);
}
