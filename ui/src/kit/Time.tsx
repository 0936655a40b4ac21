import { ago, dateTime, isDate } from "./format";
import { useNow } from "./useNow";

/** A point in time: how long ago, and exactly when the pointer rests on it. */
export function Time({ ms }: { ms: number | null | undefined }) {
  const now = useNow();
  if (ms === null || ms === undefined) return null;
  return (
    <time dateTime={isDate(ms) ? new Date(ms).toISOString() : undefined} title={dateTime(ms)}>
      {ago(ms, now)}
    </time>
  );
}
