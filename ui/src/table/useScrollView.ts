import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { contentHeight, type Frame, type RowWindow, windowOf } from "./viewport";

/** What is seen of a table. */
export interface ScrollView extends RowWindow {
  scrollLeft: number;
  width: number;
  height: number;
  /** Whether rows pass faster than anybody reads: then only their names are drawn. */
  fast: boolean;
  /** The row that was first when the hand rested last. */
  base: number;
}

/** How long the hand rests before all of a row is drawn, in ms. */
const REST = 90;

/** How long it rests before rows are put in order in the page, where screen readers and copied text follow them, in ms. */
const ORDER = 250;

/** Sideways, only steps of this many px are noticed: columns are drawn beyond the edges. */
const SIDE_STEP = 64;

type Timer = ReturnType<typeof setTimeout> | undefined;

interface ScrollState {
  /** As last told by the browser: to ask it while rows change would lay out the page twice. */
  top: number;
  left: number;
  timer: Timer;
  ordering: Timer;
  fast: boolean;
  base: number;
}

/** Follows the scrolling of an element. Draws anew only when other rows or columns come into view. */
export function useScrollView(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headerHeight: number,
) {
  const size = useRef({ width: 1200, height: 800 });
  const last = useRef<ScrollState>({ top: 0, left: 0, timer: undefined, ordering: undefined, fast: false, base: 0 });
  const [view, setView] = useState<ScrollView>(() => ({
    ...windowOf({ scrollTop: 0, height: 800, count, rowHeight }),
    scrollLeft: 0,
    width: 1200,
    height: 800,
    fast: false,
    base: 0,
  }));

  const frame = useCallback(
    (): Frame => ({ scrollTop: scroller.current?.scrollTop ?? 0, height: size.current.height, count, rowHeight }),
    [scroller, count, rowHeight],
  );

  const update = useCallback(() => {
    const { top, left, fast, base } = last.current;
    const { height } = size.current;
    const lowest = Math.max(0, contentHeight(count, rowHeight) - height);
    const next = {
      ...windowOf({ scrollTop: Math.min(top, lowest), height, count, rowHeight }),
      scrollLeft: Math.floor(left / SIDE_STEP) * SIDE_STEP,
      ...size.current,
      fast,
      base,
    };
    setView((before) => (same(before, next) ? before : next));
  }, [count, rowHeight]);

  const updated = useRef(update);
  useLayoutEffect(() => {
    updated.current = update;
    update();
  }, [update]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      size.current = { width: element.clientWidth, height: Math.max(0, element.clientHeight - headerHeight) };
      updated.current();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headerHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const state = last.current;
    const onScroll = () => {
      const moved = Math.abs(element.scrollTop - state.top);
      state.top = element.scrollTop;
      state.left = element.scrollLeft;
      if (moved > size.current.height / 2) {
        state.fast = true;
        clearTimeout(state.timer);
        const timer = setTimeout(() => {
          // Where frames take longer than this, the next one tells whether the hand rests: what has moved is told first in it.
          requestAnimationFrame(() => {
            if (state.timer !== timer) return;
            state.fast = false;
            update();
          });
        }, REST);
        state.timer = timer;
      }
      update();
      clearTimeout(state.ordering);
      state.ordering = setTimeout(() => {
        state.base = windowOf(frame()).first;
        update();
      }, ORDER);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      element.removeEventListener("scroll", onScroll);
      clearTimeout(state.timer);
      state.timer = undefined;
      clearTimeout(state.ordering);
      state.fast = false;
    };
  }, [scroller, frame, update]);

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
    a.fast === b.fast &&
    a.base === b.base
  );
}
