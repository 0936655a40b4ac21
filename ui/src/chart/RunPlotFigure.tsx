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
import { number } from "../kit/format";
import { lightRun, litRun, onLit } from "../kit/lit";
import styles from "./ChartCard.module.css";
import { fitCanvas } from "./canvas";
import { cancelDrawing, drawSoon } from "./frames";
import { PlotFrame } from "./PlotFrame";
import type { Dimension } from "./plot/dimension";
import type { Brush } from "./plot/parallel";
import type { Mark } from "./plot/scatter";
import type { Surface } from "./plot/surface";
import { useDevicePixels } from "./useDevicePixels";

/** A chart that has been laid out: drawn, and compared with the pointer. */
export interface LaidOut {
  draw: (surface: Surface) => void;
  drawLit: (surface: Surface, runId: string) => void;
  hit: (x: number, y: number) => number | undefined;
  /** Where a run is, for the tooltip of who moves by keys. */
  placeOf: (index: number) => { x: number; y: number } | undefined;
  /** The axis that can be brushed at a place. */
  axisAt?: (x: number) => number | undefined;
  drawBrush?: (surface: Surface, brush: Brush) => void;
}

interface RunPlotFigureProps {
  title: string;
  width: number;
  height: number;
  marks: readonly Mark[];
  dimensions: readonly Dimension[];
  layOut: (surface: Surface) => LaidOut;
  onOpen: (runId: string) => void;
  onBrush?: ((laidOut: LaidOut, brush: Brush) => void) | undefined;
}

interface Hover {
  index: number;
  x: number;
  y: number;
  byKeys: boolean;
}

/** Less than this, in px, is a click. */
const BRUSH_FROM = 5;

/** A chart of runs on two canvases: what stays, and above it the lit run and what is being drawn up. */
export function RunPlotFigure(props: RunPlotFigureProps) {
  const { title, width, height, marks, dimensions, layOut, onOpen, onBrush } = props;
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const plot = useRef<LaidOut>(undefined);
  const brush = useRef<Brush>(undefined);
  const [hover, setHover] = useState<Hover>();
  const pixels = useDevicePixels();

  const drawOver = useCallback(() => {
    drawSoon(over, () => {
      const context =
        over.current && plot.current && fitCanvas<CanvasRenderingContext2D>(over.current, { width, height }, pixels);
      if (!context || !plot.current) return;
      const lit = litRun();
      if (lit !== undefined) plot.current.drawLit(context, lit);
      if (brush.current) plot.current.drawBrush?.(context, brush.current);
    });
  }, [width, height, pixels]);
  const draw = useCallback(() => {
    const context = base.current && fitCanvas<CanvasRenderingContext2D>(base.current, { width, height }, pixels);
    if (!context) return;
    plot.current = layOut(context);
    plot.current.draw(context);
    drawOver();
  }, [layOut, width, height, pixels, drawOver]);
  useLayoutEffect(() => drawSoon(base, draw), [draw]);
  useEffect(() => onLit(drawOver), [drawOver]);
  useEffect(
    () => () => {
      cancelDrawing(base);
      cancelDrawing(over);
    },
    [],
  );

  const show = (next: Hover | undefined) => {
    setHover(next);
    lightRun(next && marks[next.index]?.id);
  };
  const placeIn = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const move = (event: PointerEvent) => {
    const [x, y] = placeIn(event);
    if (brush.current) {
      brush.current = { ...brush.current, to: y };
      drawOver();
      return;
    }
    const index = plot.current?.hit(x, y);
    show(index === undefined ? undefined : { index, x, y, byKeys: false });
  };
  const press = (event: PointerEvent) => {
    const [x, y] = placeIn(event);
    const axis = onBrush && event.button === 0 && event.pointerType !== "touch" ? plot.current?.axisAt?.(x) : undefined;
    if (axis === undefined) return;
    show(undefined);
    brush.current = { axis, from: y, to: y };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const release = (event: PointerEvent) => {
    const done = brush.current;
    brush.current = undefined;
    drawOver();
    if (!done || !plot.current) return;
    const [, y] = placeIn(event);
    if (Math.abs(y - done.from) >= BRUSH_FROM) onBrush?.(plot.current, { ...done, to: y });
  };
  const click = () => {
    const run = hover && marks[hover.index];
    if (run) onOpen(run.id);
  };
  const pressKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Enter" && hover) click();
    else if (by !== undefined && marks.length > 0) {
      const index = Math.min(Math.max((hover?.index ?? (by > 0 ? -1 : marks.length)) + by, 0), marks.length - 1);
      show({ index, ...(plot.current?.placeOf(index) ?? { x: 8, y: 8 }), byKeys: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const what = onBrush ? " Drag along an axis to filter by it." : "";
  const label = useMemo(
    () => `${title}: ${marks.length} runs. Arrow keys go through them, Enter shows one.${what}`,
    [title, marks, what],
  );
  const values =
    hover && dimensions.map((dimension) => [dimension.label, textOfValue(dimension, hover.index)] as const);
  const name = hover && marks[hover.index]?.name;
  return (
    <div className={styles.figure}>
      <PlotFrame
        width={width}
        height={height}
        label={label}
        base={base}
        over={over}
        onPointerMove={move}
        onPointerDown={press}
        onPointerUp={release}
        onPointerCancel={release}
        onPointerLeave={() => !brush.current && show(undefined)}
        onClick={click}
        onKeyDown={pressKey}
        onBlur={() => show(undefined)}
      />
      {hover && values && (
        <div
          className={styles.tooltip}
          style={{
            ...(hover.x > width / 2 ? { right: width - hover.x + 12 } : { left: hover.x + 12 }),
            ...(hover.y > height / 2 ? { bottom: height - hover.y + 12 } : { top: hover.y + 12 }),
          }}
        >
          <div className={styles.run}>
            <span className={styles.name}>{name}</span>
          </div>
          {values.map(([of, value]) => (
            <div key={of} className={styles.run}>
              <span className={styles.name}>{of}</span>
              <b className={styles.value}>{value}</b>
            </div>
          ))}
        </div>
      )}
      <span className="visually-hidden" aria-live="polite">
        {hover?.byKeys && values ? `${name}: ${values.map((pair) => pair.join(" ")).join(", ")}` : ""}
      </span>
    </div>
  );
}

function textOfValue({ values, words }: Dimension, index: number): string {
  const value = values[index] as number;
  if (Number.isNaN(value)) return "none";
  return words ? (words[value] ?? "") : number(value);
}
