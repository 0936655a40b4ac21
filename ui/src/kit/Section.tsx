import { type ReactNode, useId } from "react";
import styles from "./Section.module.css";

interface SectionProps {
  title: string;
  /** How many things it holds. */
  size?: number | undefined;
  /** At the right of the title. */
  actions?: ReactNode;
  /** Whether the content reaches the edges, as tables do. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, size, actions, flush = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {size !== undefined && <span className={styles.size}>{size}</span>}
        <span className={styles.actions}>{actions}</span>
      </header>
      <div className={flush ? undefined : styles.body}>{children}</div>
    </section>
  );
}
