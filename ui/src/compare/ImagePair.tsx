import { useId, useState } from "react";
import { visible } from "../kit/format";
import styles from "./ImagePair.module.css";

/** Two pictures in one place: a slider moves the edge between them, a button shows them in turn. */
export function ImagePair({
  addresses,
  names,
}: {
  addresses: readonly [string, string];
  names: readonly [string, string];
}) {
  const [edge, setEdge] = useState(50);
  const id = useId();
  return (
    <div className={styles.view}>
      <p className={styles.bar}>
        <label htmlFor={id}>{visible(names[0])}</label>
        <input
          id={id}
          className={styles.slider}
          type="range"
          min={0}
          max={100}
          value={edge}
          aria-valuetext={`${edge}% of ${visible(names[0])}`}
          onChange={(event) => setEdge(Number(event.target.value))}
        />
        <span>{visible(names[1])}</span>
        <button type="button" className={styles.turn} onClick={() => setEdge(edge > 50 ? 0 : 100)}>
          Show the other
        </button>
      </p>
      <div className={styles.stage}>
        <img className={styles.picture} src={addresses[1]} alt={`In ${visible(names[1])}`} />
        <img
          className={styles.picture}
          src={addresses[0]}
          alt={`In ${visible(names[0])}`}
          style={{ clipPath: `inset(0 ${100 - edge}% 0 0)` }}
        />
      </div>
    </div>
  );
}
