import { visible } from "../kit/format";
import styles from "./models.module.css";

/** Names that point at a version, and its stage if it has one. */
export function Aliases({ aliases, stage }: { aliases: readonly string[]; stage?: string | undefined }) {
  return (
    <>
      {aliases.map((alias) => (
        <span key={alias} className={styles.chip}>
          @{visible(alias)}
        </span>
      ))}
      {stage && stage !== "None" && <span className={styles.chip}>{visible(stage)}</span>}
    </>
  );
}
