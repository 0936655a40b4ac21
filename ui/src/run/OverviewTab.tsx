import { useParams } from "@tanstack/react-router";
import { Children } from "./Children";
import { Datasets } from "./Datasets";
import { Details } from "./Details";
import { FailureText } from "./FailureText";
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
