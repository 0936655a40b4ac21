import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  // Each ratio has a query of its own; React subscribes anew after a change.
  query.addEventListener("change", listener);
  addEventListener("resize", listener);
  return () => {
    query.removeEventListener("change", listener);
    removeEventListener("resize", listener);
  };
}

/** How many of the screen's pixels a CSS px has, which changes with the browser's zoom. */
export function useDevicePixels(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio || 1);
}
