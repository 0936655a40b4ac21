import { useParams } from "@tanstack/react-router";
import { type Run, tagOf } from "../api/run";
import { CopyButton } from "../kit/Copy";
import { visible } from "../kit/format";
import { Scroll } from "../kit/Scroll";
import { Section } from "../kit/Section";
import { Children } from "./Children";
import { Datasets } from "./Datasets";
import { Details } from "./Details";
import { Metrics } from "./Metrics";
import { Models } from "./Models";
import { Note } from "./Note";
import styles from "./OverviewTab.module.css";
import { Params } from "./Params";
import { Source } from "./Source";
import { Tags } from "./Tags";
import { useRun } from "./useRun";

/** What is known of a run, on one page. */
export function OverviewTab() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const run = useRun(runId).data?.run;
  if (!run) return null;
  return (
    <div className={styles.overview}>
      <div className={styles.main}>
        <FailureText run={run} />
        <Note run={run} />
        <Metrics run={run} />
        <Params run={run} />
        <Models run={run} />
        <Children key={runId} run={run} />
      </div>
      <div className={styles.side}>
        <Details run={run} />
        <Tags run={run} />
        <Datasets run={run} />
        <Source run={run} />
      </div>
    </div>
  );
}

/** The exception that ended the run, which Leat's client leaves in a tag. */
function FailureText({ run }: { run: Run }) {
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
