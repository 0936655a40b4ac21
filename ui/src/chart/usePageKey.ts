import { useEffect } from "react";
import { singleKeys } from "../kit/singleKeys";

/** Calls a function when one of some single keys is pressed outside of inputs, unless such keys are switched off. */
export function usePageKey(keys: readonly string[], run: (key: string) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!singleKeys() || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (!keys.includes(event.key) || target.closest("input, textarea, select, [contenteditable], [role=menu]"))
        return;
      event.preventDefault();
      run(event.key);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [keys, run]);
}
