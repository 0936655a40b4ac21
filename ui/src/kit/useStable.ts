import { useLayoutEffect, useRef, useState } from "react";

// biome-ignore lint/suspicious/noExplicitAny: any function may be among them.
type Functions = Record<string, (...args: any[]) => unknown>;

/** The same object for as long as the component lives, whose functions do what the latest ones given here do. So that what takes
 * them need not be drawn anew when they change. Only for functions that are called by events. */
export function useStable<T extends object>(functions: T): T {
  const latest = useRef(functions);
  useLayoutEffect(() => {
    latest.current = functions;
  });
  const [stable] = useState(() => {
    const names = Object.keys(functions);
    const of = (name: string) => (latest.current as Functions)[name];
    return Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => of(name)?.(...args)])) as T;
  });
  return stable;
}
