import type { ReactNode } from "react";
import { CallError, messageOf } from "../api/errors";
import { Button } from "./Button";
import { Icon } from "./Icon";
import styles from "./States.module.css";

/** What stands where something will be: of the final size, and shown only if it takes longer than people notice. */
export function Skeleton({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <span key={line} className={styles.bar} />
      ))}
    </div>
  );
}

/** What went wrong, why, and what can be done. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const transient = error instanceof CallError ? error.isTransient : true;
  return (
    <div className={styles.failure} role="alert">
      <Icon name="warning" />
      <p className={styles.message}>{messageOf(error)}</p>
      {onRetry && transient && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

/** What to do where there is nothing yet. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
