import { useSyncExternalStore } from "react";

const query = "(max-width: 700px)";

function subscribe(listener: () => void): () => void {
  const narrow = matchMedia(query);
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

/** Whether the page is as narrow as a phone, for sizes that style sheets cannot set. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
