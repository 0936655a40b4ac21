import { useState } from "react";
import { visible } from "./format";
import styles from "./LongText.module.css";

const shown = 300;

/** A text from outside, cut off where it is very long; a button shows the rest. */
export function LongText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (text === "") return <span className={styles.empty}>empty</span>;
  if (text.length <= shown) return <span className={styles.text}>{visible(text)}</span>;
  return (
    <span className={styles.text}>
      {visible(whole ? text : text.slice(0, shown))}
      {!whole && "… "}
      <button type="button" className={styles.more} onClick={() => setWhole(!whole)}>
        {whole ? "less" : `all ${text.length} characters`}
      </button>
    </span>
  );
}
