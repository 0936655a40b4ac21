import { useEffect, useMemo, useState } from "react";
import { messageOf } from "../api/errors";
import { Button } from "../kit/Button";
import { count } from "../kit/format";
import styles from "./ChartCard.module.css";
import { type Hover, PlotCanvas } from "./PlotCanvas";
import type { Range } from "./plot/extent";
import type { PlotSpec } from "./plot/plot";
import { sentenceOf, Tooltip } from "./Tooltip";
import type { ChartLines } from "./useChartLines";

interface ChartFigureProps {
  /** The metric's name. */
  title: string;
  spec: PlotSpec;
  data: ChartLines;
  axis: string;
  onZoom: (range: Range | undefined) => void;
  onFullScreen?: (() => void) | undefined;
}

/** The plot of a card with its tooltip. Kept apart from the card, so that a moving cursor renders nothing else. */
export function ChartFigure({ title, spec, data, axis, onZoom, onFullScreen }: ChartFigureProps) {
  const [hover, setHover] = useState<Hover>();
  const all = useShift(hover !== undefined && !hover.byKeys);
  const label = useMemo(() => summaryOf(title, data), [title, data]);
  return (
    <div className={styles.figure}>
      <PlotCanvas
        spec={spec}
        axis={axis}
        label={label}
        onHover={setHover}
        onZoom={onZoom}
        onFullScreen={onFullScreen}
      />
      {hover && <Tooltip hover={hover} sources={data.sources} all={all} />}
      <span className="visually-hidden" aria-live="polite">
        {hover?.byKeys && hover.hit ? sentenceOf(hover.hit, spec.xKind, hover.begun) : ""}
      </span>
      <Note data={data} />
    </div>
  );
}

function Note({ data }: { data: ChartLines }) {
  if (data.error !== undefined && data.lines.length === 0)
    return (
      <div className={styles.note} role="alert">
        {messageOf(data.error)}
        <Button onClick={data.retry}>Try again</Button>
      </div>
    );
  if (data.pending || data.lines.length > 0) return null;
  return <div className={styles.note}>None of the runs that are drawn has this metric.</div>;
}

/** Whether Shift is held while something is true. */
function useShift(isListening: boolean): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!isListening) return;
    const change = (event: KeyboardEvent | globalThis.PointerEvent) => setHeld(event.shiftKey);
    addEventListener("keydown", change);
    addEventListener("keyup", change);
    addEventListener("pointermove", change);
    return () => {
      removeEventListener("keydown", change);
      removeEventListener("keyup", change);
      removeEventListener("pointermove", change);
      setHeld(false);
    };
  }, [isListening]);
  return isHeld;
}

/** What a chart shows, in words. */
function summaryOf(title: string, { lines, total }: ChartLines): string {
  if (lines.length === 0) return `${title}: no lines`;
  const what = lines.length === 1 ? "one run" : `${lines.length} runs`;
  return `${title}: ${what}, ${count(total)} points. Arrow keys move the cursor, plus and minus zoom, Space begins a part at the cursor and shows it, 0 shows all.`;
}
