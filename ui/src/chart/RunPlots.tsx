import { useCallback, useState } from "react";
import type { RunLook } from "../kit/palette";
import { RunPlotCard } from "./RunPlotCard";
import styles from "./RunPlots.module.css";
import type { PlotColumn, PlotRuns, RunPlot } from "./runPlots";
import { GAP } from "./wallLayout";

interface RunPlotsProps {
  plots: readonly RunPlot[];
  runs: PlotRuns;
  columnOf: (name: string) => PlotColumn;
  looks: ReadonlyMap<string, RunLook>;
  /** More than are shown match. */
  note: string | undefined;
  onBrush: (column: string, from: number, to: number) => void;
  onOpen: (runId: string) => void;
  onEdit: (at: number) => void;
  onRemove: (at: number) => void;
}

const HEIGHT = 320;
/** Two scatter plots stand side by side from this width on, in px. */
const TWO_FROM = 720;

/** The charts of runs, above those of their metrics. */
export function RunPlots({ plots, note, onEdit, onRemove, ...rest }: RunPlotsProps) {
  const [width, setWidth] = useState(0);
  const measure = useCallback((place: HTMLElement | null) => {
    if (!place) return;
    const observer = new ResizeObserver(() => setWidth(place.clientWidth));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  const half = width >= TWO_FROM ? Math.floor((width - GAP) / 2) : width;
  return (
    <section ref={measure} className={styles.plots} aria-label="Charts of runs">
      {width > 0 &&
        plots.map((plot, at) => (
          <RunPlotCard
            // biome-ignore lint/suspicious/noArrayIndexKey: the same chart may stand twice.
            key={`${at} ${plot.kind} ${plot.columns.join()}`}
            plot={plot}
            {...rest}
            width={plot.kind === "scatter" ? half : width}
            height={HEIGHT}
            onEdit={() => onEdit(at)}
            onRemove={() => onRemove(at)}
          />
        ))}
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </section>
  );
}
