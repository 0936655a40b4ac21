import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./Tabs.module.css";

export interface Tab {
  /** Where it leads. */
  to: string;
  params?: Record<string, string>;
  label: ReactNode;
  /** The key that leads there. */
  shortcut?: string;
  exact?: boolean;
}

/** Pages of one thing, side by side. Each is a place with an address, so these are links. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          params={tab.params ?? {}}
          className={styles.tab}
          activeProps={{ className: styles.active, "aria-current": "page" }}
          activeOptions={{ exact: tab.exact ?? false, includeSearch: false }}
          {...(tab.shortcut ? { "aria-keyshortcuts": tab.shortcut } : {})}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
