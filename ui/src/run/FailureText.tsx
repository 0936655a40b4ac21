import { type Run, tagOf } from "../api/run";
import { CopyButton } from "../kit/Copy";
import { visible } from "../kit/format";
import { Scroll } from "../kit/Scroll";
import { Section } from "../kit/Section";
import styles from "./OverviewTab.module.css";

/** The exception that ended the run, which Leat's client leaves in a tag. */
export function FailureText({ run }: { run: Run }) {
  const failure = tagOf(run, "leat.failure");
  if (!failure) return null;
  return (
    <Section title="Why it failed" actions={<CopyButton text={failure} label="Copy the failure" />}>
      <Scroll className={styles.failure} label="The failure">
        <pre>{visible(failure)}</pre>
      </Scroll>
    </Section>
  );
}
