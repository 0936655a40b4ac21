import type { Pair } from "../api/run";
import { visible } from "../kit/format";
import { LongText } from "../kit/LongText";
import { Section } from "../kit/Section";
import styles from "./models.module.css";

/** Keys and values, as they were given. */
export function TagFacts({ tags, title = "Tags" }: { tags: readonly Pair[] | undefined; title?: string }) {
  if (!tags || tags.length === 0) return null;
  return (
    <Section title={title} size={tags.length}>
      <dl className={styles.facts}>
        {tags.map(({ key, value }) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>{visible(key)}</dt>
            <dd>
              <LongText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
