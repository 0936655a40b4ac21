import { useEffect, useState } from "react";
import { fetchPoints, type Point, type Series } from "../api/series";

/** A pointer that rests this long on a point asks for all of it. */
const REST_MS = 60;

const known = new Map<string, Point | null>();
const MOST = 500;

function remember(id: string, point: Point | null): void {
  if (known.size >= MOST) known.clear();
  known.set(id, point);
}

/**
 * All that was logged of one point: what charts draw is only its place on one axis, and its value as precisely as one can see. Undefined
 * until it is there.
 */
export function usePoint(series: Series, x: number, drawn: number): Point | undefined {
  const { runId, key, axis } = series;
  const id = `${runId}|${key}|${axis}|${x}|${drawn}`;
  const [, setArrived] = useState("");
  useEffect(() => {
    if (known.has(id)) return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const points = (await fetchPoints([runId], key, axis, [x, x], abort.signal)).get(runId) ?? [];
        remember(id, nearest(points, drawn) ?? null);
        setArrived(id);
      } catch {
        // The chart itself tells of a server that does not answer.
      }
    };
    const timer = setTimeout(ask, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [id, runId, key, axis, x, drawn]);
  return known.get(id) ?? undefined;
}

/** Several points may have been logged at one step. */
function nearest(points: readonly Point[], drawn: number): Point | undefined {
  let best: Point | undefined;
  for (const point of points)
    if (!best || !(Math.abs(point.value - drawn) >= Math.abs(best.value - drawn))) best = point;
  return best;
}
