import type { ReactNode } from "react";
import styles from "./Notice.module.css";

/** A line above or instead of a file's content: what is not shown, and why. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p className={styles.notice} role="status">
      {children}
    </p>
  );
}

/** Offers the file itself where it is not shown. */
export function NoPreview({ reason, address }: { reason: string; address: string }) {
  return (
    <div className={styles.none}>
      <p>{reason}</p>
      <a href={address} download>
        Download it
      </a>
    </div>
  );
}
