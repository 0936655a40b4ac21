import { useEffect, useState } from "react";

/**
 * Whether something has been true for so many ms. A transition of the style sheet that waits as long would cost the page more, as it
 * puts what it may change on a layer of its own at once.
 */
export function useLate(isTrue: boolean, ms: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isTrue) return;
    const timer = setTimeout(() => setLate(true), ms);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isTrue, ms]);
  return isTrue && isLate;
}
