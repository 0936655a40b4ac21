import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect } from "react";
import { visible } from "../kit/format";
import styles from "./PageHead.module.css";

export interface Crumb {
  label: string;
  to: string;
  params?: Record<string, string>;
}

interface PageHeadProps {
  /** The way here, without the page itself. */
  crumbs?: readonly Crumb[];
  title: string;
  /** Something editable in place of the title. */
  name?: ReactNode;
  /** Small words behind the title. */
  facts?: ReactNode;
  actions?: ReactNode;
}

/** The line at the top of a page: where one is, and what can be done with it. Also names the browser's tab. */
export function PageHead({ crumbs = [], title, name, facts, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${visible(title)} · Leat`;
  }, [title]);
  return (
    <header className={styles.head}>
      <div className={styles.way}>
        {crumbs.map((crumb) => (
          <Fragment key={crumb.to + crumb.label}>
            <Link to={crumb.to} params={crumb.params ?? {}} className={styles.crumb}>
              {visible(crumb.label)}
            </Link>
            <span aria-hidden="true" className={styles.slash}>
              /
            </span>
          </Fragment>
        ))}
        <h1 className={styles.title}>{name ?? visible(title)}</h1>
        {facts && <span className={styles.facts}>{facts}</span>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
