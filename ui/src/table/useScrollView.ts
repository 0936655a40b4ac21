import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Frame, type RowWindow, windowOf } from "./viewport";

/** What is seen of a table. */
export interface ScrollView extends RowWindow {
  scrollLeft: number;
  width: number;
  height: number;
  /** Whether rows pass faster than anybody reads: then only their names are drawn. */
  fast: boolean;
}

/** How long the hand rests before all of a row is drawn, in ms. */
const REST = 90;

/** Sideways, only steps of this many px are noticed: columns are drawn beyond the edges. */
const SIDE_STEP = 64;

/** Follows the scrolling of an element. Draws anew only when other rows or columns come into view. */
export function useScrollView(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headerHeight: number,
) {
  const size = useRef({ width: 1200, height: 800 });
  const last = useRef({ top: 0, timer: undefined as ReturnType<typeof setTimeout> | undefined, fast: false });
  const [view, setView] = useState<ScrollView>(() => ({
    ...windowOf({ scrollTop: 0, height: 800, count, rowHeight }),
    scrollLeft: 0,
    width: 1200,
    height: 800,
    fast: false,
  }));

  const frame = useCallback(
    (): Frame => ({ scrollTop: scroller.current?.scrollTop ?? 0, height: size.current.height, count, rowHeight }),
    [scroller, count, rowHeight],
  );

  const update = useCallback(() => {
    const scrollLeft = Math.floor((scroller.current?.scrollLeft ?? 0) / SIDE_STEP) * SIDE_STEP;
    const next = { ...windowOf(frame()), scrollLeft, ...size.current, fast: last.current.fast };
    setView((before) => (same(before, next) ? before : next));
  }, [scroller, frame]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      size.current = { width: element.clientWidth, height: Math.max(0, element.clientHeight - headerHeight) };
      update();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headerHeight, update]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const state = last.current;
    const onScroll = () => {
      const moved = Math.abs(element.scrollTop - state.top);
      state.top = element.scrollTop;
      if (moved > size.current.height / 2) {
        state.fast = true;
        clearTimeout(state.timer);
        state.timer = setTimeout(() => {
          state.fast = false;
          update();
        }, REST);
      }
      update();
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      element.removeEventListener("scroll", onScroll);
      clearTimeout(state.timer);
      state.fast = false;
    };
  }, [scroller, update]);

  return { view, frame };
}

function same(a: ScrollView, b: ScrollView): boolean {
  return (
    a.first === b.first &&
    a.end === b.end &&
    a.origin === b.origin &&
    a.scrollLeft === b.scrollLeft &&
    a.width === b.width &&
    a.height === b.height &&
    a.fast === b.fast
  );
}
