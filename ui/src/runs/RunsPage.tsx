import { useParams } from "@tanstack/react-router";
import { Skeleton } from "../kit/States";
import { PageHead } from "../shell/PageHead";
import { ExperimentNames } from "../table/experimentNames";
import { Runs } from "./Runs";
import styles from "./RunsPage.module.css";
import { useExperimentIds } from "./useExperimentIds";
import { useRunsState } from "./useRunsState";

/** The runs of an experiment, or of several. */
export function RunsPage() {
  const { experimentId } = useParams({ strict: false });
  const [state, change] = useRunsState();
  const { ids, names } = useExperimentIds(experimentId, state.experiments);
  return (
    <div className={styles.page}>
      {experimentId === undefined && <PageHead title="Runs" />}
      {ids === undefined ? (
        <Skeleton lines={12} />
      ) : (
        <ExperimentNames value={names}>
          <Runs experimentIds={ids} state={state} change={change} />
        </ExperimentNames>
      )}
    </div>
  );
}
