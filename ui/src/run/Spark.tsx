import { memo, useEffect, useRef } from "react";
import type { History } from "../api/histories";
import { fitCanvas } from "../chart/canvas";
import { traceLine } from "../chart/plot/line";
import { makeScale } from "../chart/plot/scale";
import { useDevicePixels } from "../chart/useDevicePixels";
import { usePlotTheme } from "../chart/usePlotTheme";
import { numberOf } from "../kit/format";
import styles from "./Metrics.module.css";

const width = 96;
const height = 22;

/** A history at a glance, drawn as charts draw lines. What it tells stands in numbers beside it, so it says nothing by itself. */
export const Spark = memo(function Spark({ history }: { history: History }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useDevicePixels();
  const { accent } = usePlotTheme();
  useEffect(() => {
    const context = canvas.current && fitCanvas<CanvasRenderingContext2D>(canvas.current, { width, height }, pixels);
    if (!context) return;
    const { x, y, from, to, least, greatest } = sparkOf(history);
    context.strokeStyle = accent;
    context.lineWidth = 1.25;
    context.lineJoin = "round";
    context.beginPath();
    traceLine(
      context,
      { x },
      y,
      makeScale(false, from, to, 1, width - 1),
      makeScale(false, least, greatest, height - 2, 2),
    );
    context.stroke();
  }, [history, pixels, accent]);
  return <canvas ref={canvas} className={styles.spark} style={{ width, height }} />;
});

/** The points and their extent. Points that all have one step stand beside each other in their order. */
export function sparkOf({ steps, values }: Pick<History, "steps" | "values">) {
  const y = Float64Array.from(values, (value) => numberOf(value) ?? Number.NaN);
  const moves = steps.some((step) => step !== steps[0]);
  const x = moves ? Float64Array.from(steps) : Float64Array.from(steps.keys());
  const finite = y.filter(Number.isFinite);
  return {
    x,
    y,
    from: x[0] ?? 0,
    to: x.at(-1) ?? 0,
    least: finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    greatest: finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}
