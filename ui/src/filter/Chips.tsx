import { Fragment } from "react";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./FilterInput.module.css";
import { faultOf, partsOf, without } from "./parse";

/** The conditions of a filter side by side: each can be taken away. */
export function Chips({ filter, onChange }: { filter: string; onChange: (filter: string) => void }) {
  if (filter.trim() === "" || faultOf(filter)) return null;
  const parts = partsOf(filter);
  return (
    <ul className={styles.chips} aria-label="Conditions">
      {parts.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand twice.
        <Fragment key={index}>
          {index > 0 && parts.joiner === "OR" && <li className={styles.joiner}>or</li>}
          <li className={styles.chip}>
            <span className={styles.chipText} title={visible(part)}>
              {visible(part)}
            </span>
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove ${visible(part)}`}
              onClick={() => onChange(without(parts, index))}
            >
              <Icon name="close" size={10} />
            </button>
          </li>
        </Fragment>
      ))}
    </ul>
  );
}
