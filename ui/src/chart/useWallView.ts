import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

/** What of the wall is near the screen, in px from the wall's top; and how wide the wall is. */
export interface WallView {
  width: number;
  top: number;
  bottom: number;
}

// Positions are followed by steps, so that most scrolling renders nothing.
const STEP = 120;

/** Follows width and place of the wall within whatever scrolls it. One screen above and below counts as near. */
export function useWallView(wall: RefObject<HTMLElement | null>): WallView {
  const [view, setView] = useState<WallView>({ width: 0, top: 0, bottom: 0 });
  useLayoutEffect(() => {
    const element = wall.current;
    if (!element) return;
    const measure = () => {
      const box = element.getBoundingClientRect();
      const screen = innerHeight;
      const top = Math.floor((-box.top - screen) / STEP) * STEP;
      const next = { width: Math.floor(element.clientWidth), top, bottom: top + 3 * screen + STEP };
      setView((before) =>
        before.width === next.width && before.top === next.top && before.bottom === next.bottom ? before : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
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

/** Calls a function when a key is pressed outside of inputs and dialogs. */
export function usePageKey(keys: readonly string[], run: (key: string) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !keys.includes(event.key)) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, select, [contenteditable], [role=menu]")) return;
      event.preventDefault();
      run(event.key);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [keys, run]);
}
