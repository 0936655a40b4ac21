import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { lightRun, litRun, onLit } from "../kit/lit";
import styles from "./ChartCard.module.css";
import { fitCanvas, measuringContext } from "./canvas";
import { moveCursor, onCursor, sharedCursor } from "./cursor";
import { cancelDrawing, drawSoon } from "./frames";
import { keyAction } from "./keys";
import { PlotFrame } from "./PlotFrame";
import { paint, stopPainting } from "./painting";
import type { Range } from "./plot/extent";
import { type Hit, hitTest } from "./plot/hit";
import { type CursorPlace, dragArea, drawLit, layOut, type Plot, type PlotSpec, placeCursor } from "./plot/plot";
import { place, valueAt } from "./plot/scale";
import { useDevicePixels } from "./useDevicePixels";

/** Where the cursor is on this chart, and what it points to. */
export interface Hover {
  plot: Plot;
  hit: Hit | undefined;
  /** In values of the axis. */
  x: number;
  /** In px of the chart. */
  px: number;
  py: number;
  /** Whether it was moved by keys, and so should be read out. */
  byKeys: boolean;
  /** Where a part was begun by keys that the cursor draws up, in values of the axis. */
  begun?: number | undefined;
}

interface PlotCanvasProps {
  spec: PlotSpec;
  /** Charts of the same axis share their cursor. */
  axis: string;
  /** What it shows, for those who do not see it. */
  label: string;
  onHover: (hover: Hover | undefined) => void;
  /** Shows a part of the axis, or all of it. */
  onZoom: (range: Range | undefined) => void;
  onFullScreen?: (() => void) | undefined;
}

const nowhere: CursorPlace = { line: undefined, mark: undefined };

/** The least width of a part that is drawn up with the pointer; less is a click. */
const DRAG_FROM = 6;

/** The least part of the axis, in steps or ms: between two of them there is nothing to see. */
const LEAST_PART = 4;

function atLeast(from: number, to: number): Range {
  const lack = (LEAST_PART - (to - from)) / 2;
  return lack > 0 ? [from - lack, to + lack] : [from, to];
}

/** A plot on two canvases: what stays, and above it what moves with the pointer. Operated by pointer and by keys. */
export function PlotCanvas({ spec, axis, label, onHover, onZoom, onFullScreen }: PlotCanvasProps) {
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const plot = useRef<Plot>(undefined);
  const hover = useRef<Hover>(undefined);
  const drag = useRef<{ from: number; to: number }>(undefined);
  const begun = useRef<number>(undefined);
  const pointer = useRef<[number, number]>([0, 0]);
  const line = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const shade = useRef<HTMLDivElement>(null);
  // The run that is lit on the upper canvas, "" for none; undefined if it is to be drawn anew.
  const drawn = useRef<string | undefined>("");
  const pixels = useDevicePixels();

  // What moves with the pointer is elements that are only moved: to draw it on a canvas of every chart would cost ten times as much, since
  // a canvas that changes is copied whole.
  const moveMarks = useCallback(() => {
    const [cursor, point, part] = [line.current, mark.current, shade.current];
    if (!plot.current || !cursor || !point || !part) return;
    const { xs } = plot.current;
    const to = hover.current?.x;
    const byKeys = begun.current !== undefined &&
      to !== undefined && { from: place(xs, begun.current), to: place(xs, to) };
    const drawn = drag.current ?? byKeys;
    const dragged = drawn && dragArea(plot.current, [drawn.from, drawn.to]);
    part.style.visibility = dragged ? "visible" : "hidden";
    if (dragged) {
      part.style.transform = `translate(${dragged.left}px, ${dragged.top}px)`;
      part.style.width = `${dragged.right - dragged.left}px`;
      part.style.height = `${dragged.bottom - dragged.top}px`;
    }
    const x = hover.current?.x ?? sharedCursor(axis);
    const lit = litRun();
    const mine = hover.current?.hit;
    const index = mine && mine.line.id === lit ? mine.index : undefined;
    const { line: at, mark: dot } = x === undefined ? nowhere : placeCursor(plot.current, x, lit, index);
    cursor.style.visibility = at === undefined ? "hidden" : "visible";
    if (at !== undefined) cursor.style.transform = `translateX(${Math.round(at)}px)`;
    point.style.visibility = dot ? "visible" : "hidden";
    if (!dot) return;
    point.style.transform = `translate(${dot.x}px, ${dot.y}px)`;
    point.style.backgroundColor = dot.colour;
  }, [axis]);

  const drawOver = useCallback(() => {
    drawSoon(over, () => {
      moveMarks();
      const canvas = over.current;
      if (!canvas || !plot.current) return;
      const lit = litRun();
      if ((lit ?? "") === drawn.current) return;
      drawn.current = lit ?? "";
      const context = fitCanvas<CanvasRenderingContext2D>(canvas, plot.current.spec, pixels);
      if (context && lit !== undefined) drawLit(context, plot.current, lit);
    });
  }, [moveMarks, pixels]);

  // Drawn with the next frame; a key may come before.
  const laidOut = useCallback(() => {
    const measuring = measuringContext();
    if (measuring && plot.current?.spec !== spec) plot.current = layOut(spec, measuring);
    return plot.current;
  }, [spec]);

  const draw = useCallback(() => {
    const shown = laidOut();
    if (!base.current || !shown) return;
    void paint(base.current, shown, pixels);
    if (drawn.current !== "") drawn.current = undefined;
    drawOver();
  }, [laidOut, pixels, drawOver]);

  useLayoutEffect(() => drawSoon(base, draw), [draw]);
  useEffect(() => {
    const leave = [onLit(drawOver), onCursor(drawOver)];
    return () => {
      for (const each of leave) each();
    };
  }, [drawOver]);
  useEffect(() => {
    const canvas = base.current;
    return () => {
      cancelDrawing(base);
      cancelDrawing(over);
      cancelDrawing(pointer);
      if (canvas) void stopPainting(canvas);
    };
  }, []);

  const show = (next: Hover | undefined) => {
    if (!next?.byKeys) begun.current = undefined;
    hover.current = next && { ...next, begun: begun.current };
    lightRun(next?.hit?.line.id);
    moveCursor(next && { axis, x: next.x });
    onHover(hover.current);
    drawOver();
  };

  const look = () => {
    if (!plot.current) return;
    const [px, py] = pointer.current;
    if (drag.current) {
      drag.current.to = px;
      drawOver();
      return;
    }
    const hit = hitTest(plot.current, px, py);
    const x = hit ? (hit.line.x[hit.index] as number) : valueAt(plot.current.xs, px);
    show({ plot: plot.current, hit, x, px, py, byKeys: false });
  };

  const move = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    pointer.current = [event.clientX - box.left, event.clientY - box.top];
    drawSoon(pointer, look);
  };

  const press = (event: PointerEvent) => {
    // A finger moves the cursor or the page; parts are drawn up with a mouse or a pen.
    if (event.button !== 0 || event.pointerType === "touch" || !plot.current) return;
    const box = event.currentTarget.getBoundingClientRect();
    const px = event.clientX - box.left;
    show(undefined);
    drag.current = { from: px, to: px };
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const release = (event: PointerEvent) => {
    // Where the pointer is now: the last move may still wait for its turn.
    const done = drag.current && {
      ...drag.current,
      to: event.clientX - event.currentTarget.getBoundingClientRect().left,
    };
    drag.current = undefined;
    drawOver();
    if (!done || !plot.current || Math.abs(done.to - done.from) < DRAG_FROM) return;
    const { xs, area } = plot.current;
    const [left, right] = [Math.min(done.from, done.to), Math.max(done.from, done.to)];
    show(undefined);
    onZoom(atLeast(valueAt(xs, Math.max(left, area.left)), valueAt(xs, Math.min(right, area.right))));
  };

  const cancel = () => {
    drag.current = undefined;
    drawOver();
  };

  const leave = () => {
    cancelDrawing(pointer);
    if (!drag.current) show(undefined);
  };

  const pressKey = (event: KeyboardEvent) => {
    const shown = laidOut();
    if (!shown || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = keyAction(event.key, event.shiftKey, shown, hover.current, begun.current);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (action.do === "zoom") {
      begun.current = undefined;
      onZoom(action.range && atLeast(...action.range));
      if (hover.current) show(hover.current);
    } else if (action.do === "give up") {
      begun.current = undefined;
      if (hover.current) show(hover.current);
    } else if (action.do === "full screen") onFullScreen?.();
    else if (action.do === "leave") show(undefined);
    else {
      const { xs, ys } = shown;
      const { line, index } = action.hit;
      const x = line.x[index] as number;
      if (action.do === "begin") begun.current = x;
      const py = place(ys, line.y[index] as number);
      show({
        plot: shown,
        hit: action.hit,
        x,
        px: place(xs, x),
        py: Number.isFinite(py) ? py : ys.end,
        byKeys: true,
      });
    }
  };

  return (
    <PlotFrame
      width={spec.width}
      height={spec.height}
      label={label}
      base={base}
      over={over}
      onPointerMove={move}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={cancel}
      onPointerLeave={leave}
      onDoubleClick={() => onZoom(undefined)}
      onKeyDown={pressKey}
      onBlur={() => hover.current?.byKeys && show(undefined)}
    >
      <div ref={shade} className={styles.shade} />
      <div ref={line} className={styles.cursor} />
      <div ref={mark} className={styles.point} />
    </PlotFrame>
  );
}
