import { type RefObject, useEffect } from "react";
import { singleKeys } from "../kit/singleKeys";
import { isTyping } from "../kit/undo";

/** Keys of the page that hold wherever the focus is: `/` leads to the filter. */
export function usePageKeys(filter: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isChord = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== "/" || isChord || !singleKeys() || isTyping(event.target)) return;
      event.preventDefault();
      filter.current?.focus();
      filter.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [filter]);
}
