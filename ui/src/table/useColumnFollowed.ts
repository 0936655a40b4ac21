import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Column } from "./columns";
import { FIXED } from "./layout";
import type { Active } from "./useGridKeys";

/**
 * The keyboard stays in its column when that is moved, or when others before it come and go.
 * @returns Whether it is on its way there, so that what stands at its old place must not take the focus.
 */
export function useColumnFollowed(
  columns: readonly Column[],
  { at }: Active,
  go: (at: number) => void,
): RefObject<boolean> {
  const names = columns.map((column) => column.name);
  const before = useRef(names);
  const isOnItsWay = useRef(false);
  useLayoutEffect(() => {
    const name = before.current[at - FIXED];
    before.current = names;
    const now = name === undefined ? -1 : names.indexOf(name);
    isOnItsWay.current = now >= 0 && now + FIXED !== at;
    if (isOnItsWay.current) go(now + FIXED);
  });
  return isOnItsWay;
}
