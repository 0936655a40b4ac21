import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { visible } from "../kit/format";
import { lightRun, litRun, onLit } from "../kit/lit";
import { RunMark } from "../kit/RunMark";
import styles from "./ChartCard.module.css";
import { fitCanvas } from "./canvas";
import { cancelDrawing, drawSoon } from "./frames";
import type { RunSeries } from "./lines";
import { PlotFrame } from "./PlotFrame";
import { type Bars, type BarsSpec, barAt, drawBars, drawLitBar, layOutBars } from "./plot/bars";
import { useDevicePixels } from "./useDevicePixels";

interface BarFigureProps {
  title: string;
  spec: BarsSpec;
  sources: readonly RunSeries[];
}

/** Bars of metrics that have one value a run. */
export function BarFigure({ title, spec, sources }: BarFigureProps) {
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const plot = useRef<Bars>(undefined);
  const [hover, setHover] = useState<{ at: number; y: number; byKeys: boolean }>();
  const pixels = useDevicePixels();

  const drawOver = useCallback(() => {
    drawSoon(over, () => {
      const context = over.current && plot.current && fitCanvas<CanvasRenderingContext2D>(over.current, spec, pixels);
      const lit = litRun();
      if (context && plot.current && lit !== undefined) drawLitBar(context, plot.current, lit);
    });
  }, [spec, pixels]);
  const draw = useCallback(() => {
    const context = base.current && fitCanvas<CanvasRenderingContext2D>(base.current, spec, pixels);
    if (!context) return;
    plot.current = layOutBars(spec, context);
    drawBars(context, plot.current);
    drawOver();
  }, [spec, pixels, drawOver]);
  useLayoutEffect(() => drawSoon(base, draw), [draw]);
  useEffect(() => onLit(drawOver), [drawOver]);
  useEffect(
    () => () => {
      cancelDrawing(base);
      cancelDrawing(over);
    },
    [],
  );

  const show = (at: number | undefined, y: number, byKeys: boolean) => {
    setHover(at === undefined ? undefined : { at, y, byKeys });
    lightRun(at === undefined ? undefined : spec.bars[at]?.id);
  };
  const move = (event: PointerEvent) => {
    if (!plot.current) return;
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
    show(barAt(plot.current, y), y, false);
  };
  const press = (event: KeyboardEvent) => {
    if (!plot.current || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const next = (hover?.at ?? -1) + (event.key === "ArrowDown" ? 1 : -1);
    const at = Math.min(Math.max(next, 0), spec.bars.length - 1);
    show(at, plot.current.area.top + at * plot.current.row, true);
  };

  const bar = hover && spec.bars[hover.at];
  const label = useMemo(() => `${title}: bars of ${spec.bars.length} runs. Arrow keys go through them.`, [title, spec]);
  return (
    <div className={styles.figure}>
      <PlotFrame
        width={spec.width}
        height={spec.height}
        label={label}
        base={base}
        over={over}
        onPointerMove={move}
        onPointerLeave={() => show(undefined, 0, false)}
        onKeyDown={press}
        onBlur={() => show(undefined, 0, false)}
      />
      {bar && (
        <div
          className={styles.tooltip}
          style={{
            right: 8,
            ...(hover.y > spec.height / 2 ? { bottom: spec.height - hover.y + 14 } : { top: hover.y + 18 }),
          }}
        >
          <BarName id={bar.id} name={bar.name} value={bar.label} sources={sources} />
        </div>
      )}
      <span className="visually-hidden" aria-live="polite">
        {bar && hover.byKeys ? `${visible(bar.name)}: ${bar.label}` : ""}
      </span>
    </div>
  );
}

function BarName({
  id,
  name,
  value,
  sources,
}: {
  id: string;
  name: string;
  value: string;
  sources: readonly RunSeries[];
}) {
  const look = sources.find(({ run }) => run.runId === id)?.run.look;
  return (
    <div className={styles.run}>
      {look && <RunMark look={look} />}
      <span className={styles.name}>{visible(name)}</span>
      <b className={styles.value}>{value}</b>
    </div>
  );
}
