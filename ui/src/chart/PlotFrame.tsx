import type { HTMLAttributes, ReactNode, RefObject } from "react";
import styles from "./ChartCard.module.css";

type Handlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  | "onPointerMove"
  | "onPointerDown"
  | "onPointerUp"
  | "onPointerCancel"
  | "onPointerLeave"
  | "onClick"
  | "onDoubleClick"
  | "onKeyDown"
  | "onBlur"
>;

interface PlotFrameProps extends Handlers {
  width: number;
  height: number;
  /** What the chart shows and which keys it has, in words. */
  label: string;
  /** What stays while a pointer moves, and above it what moves with the pointer. */
  base: RefObject<HTMLCanvasElement | null>;
  over: RefObject<HTMLCanvasElement | null>;
  /** What lies above both. */
  children?: ReactNode;
}

/** The place of a chart: two canvases that are operated by pointer and by keys. */
export function PlotFrame({ width, height, label, base, over, children, ...handlers }: PlotFrameProps) {
  return (
    <div
      className={styles.plot}
      style={{ width, height }}
      role="application"
      aria-roledescription="chart"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a chart is read by moving its cursor with keys.
      tabIndex={0}
      {...handlers}
    >
      <canvas ref={base} className={styles.canvas} role="img" aria-label={label} />
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabIndex takes no focus. */}
      <canvas ref={over} className={styles.canvas} aria-hidden="true" />
      {children}
    </div>
  );
}
