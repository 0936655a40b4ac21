import { type RefObject, useLayoutEffect, useState } from "react";

/** What of the wall is near the screen, in px from the wall's top; and how wide the wall is. */
export interface WallView {
  width: number;
  top: number;
  bottom: number;
  /** How high the part is that one sees at once. */
  screen: number;
}

// Positions are followed by steps, so that most scrolling renders nothing.
const STEP = 120;

/** Follows width and place of the wall within whatever scrolls it. One screen above and below counts as near. */
export function useWallView(wall: RefObject<HTMLElement | null>): WallView {
  const [view, setView] = useState<WallView>({ width: 0, top: 0, bottom: 0, screen: 0 });
  useLayoutEffect(() => {
    const element = wall.current;
    if (!element) return;
    const measure = () => {
      const box = element.getBoundingClientRect();
      const screen = innerHeight;
      const top = Math.floor((-box.top - screen) / STEP) * STEP;
      const next: WallView = {
        width: Math.floor(element.clientWidth),
        top,
        bottom: top + 3 * screen + STEP,
        screen: element.parentElement?.clientHeight ?? screen,
      };
      setView((before) =>
        (Object.keys(next) as (keyof WallView)[]).every((name) => before[name] === next[name]) ? before : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.parentElement) observer.observe(element.parentElement);
    // Scrolling does not bubble, but is seen on its way down, whichever ancestor scrolls.
    addEventListener("scroll", measure, { capture: true, passive: true });
    addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      removeEventListener("scroll", measure, { capture: true });
      removeEventListener("resize", measure);
    };
  }, [wall]);
  return view;
}
