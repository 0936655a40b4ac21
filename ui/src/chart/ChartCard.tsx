import { memo, useMemo } from "react";
import { IconButton } from "../kit/Button";
import { classes } from "../kit/classes";
import { count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./ChartCard.module.css";
import { ChartFigure } from "./ChartFigure";
import type { SeriesStore } from "./data";
import type { ChartOptions } from "./options";
import type { Range } from "./plot/extent";
import type { PlotSpec } from "./plot/plot";
import type { AxisKind } from "./plot/ticks";
import type { DrawnRun } from "./runs";
import { useChartLines } from "./useChartLines";
import { usePlotTheme } from "./usePlotTheme";

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

/** One metric of all drawn runs: title, plot and what can be done with it. */
export const ChartCard = memo(function ChartCard(props: ChartCardProps) {
  const { metric, runs, options, store, width, height, range, onZoom, onFullScreen } = props;
  const theme = usePlotTheme();
  const data = useChartLines({ store, metric, runs, options, width, range, isDark: theme.isDark });
  const { lines } = data;
  const { x, logX, logY, trim } = options;
  const spec = useMemo(
    (): PlotSpec => ({
      lines,
      width: width - 2 * BORDER,
      height: height - HEAD - 2 * BORDER,
      theme,
      xKind: kinds[x],
      xLog: logX && x !== "time",
      yLog: logY,
      trim,
      range,
      names: true,
    }),
    [lines, width, height, theme, x, logX, logY, trim, range],
  );
  const title = visible(metric);
  return (
    <section className={styles.card} style={{ width, height }} aria-label={title}>
      <header className={styles.head}>
        <h3 className={styles.title} title={title}>
          {title}
        </h3>
        {data.shown < data.total && (
          <span
            className={styles.badge}
            title="Of each piece of the axis, the least and the greatest value are drawn, so no extreme is lost. Zoom in for the points between."
          >
            {count(data.shown)} of {count(data.total)} points
          </span>
        )}
        <span className={styles.actions}>
          {range && (
            <IconButton label="Show all of the axis" onClick={() => onZoom(metric, undefined)}>
              <Icon name="minus" size={14} />
            </IconButton>
          )}
          {onFullScreen && (
            <IconButton label={`Full screen: ${title}`} onClick={() => onFullScreen(metric)}>
              <Icon name="fullscreen" size={14} />
            </IconButton>
          )}
        </span>
      </header>
      <div className={classes(data.pending && data.lines.length > 0 && styles.dim)}>
        <ChartFigure
          title={title}
          spec={spec}
          data={data}
          axis={x}
          onZoom={(next) => onZoom(metric, next)}
          onFullScreen={onFullScreen && (() => onFullScreen(metric))}
        />
      </div>
    </section>
  );
});
