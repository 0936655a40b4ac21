import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { fetchCount } from "../api/runsColumns";
import { count } from "../kit/format";
import { Failure } from "../kit/States";
import { Tabs } from "../kit/Tabs";
import { PageHead } from "../shell/PageHead";
import styles from "./ExperimentPage.module.css";
import { useExperiment } from "./useExperiment";

/** One experiment: its name, and its pages as tabs. */
export function ExperimentPage() {
  const { experimentId } = useParams({ from: "/experiments/$experimentId" });
  const { data, error, refetch } = useExperiment(experimentId);
  const params = { experimentId };
  return (
    <div className={styles.experiment}>
      <PageHead
        crumbs={[{ label: "Experiments", to: "/experiments" }]}
        title={data?.experiment.name ?? experimentId}
        facts={<RunCount experimentId={experimentId} />}
      />
      <div className={styles.tabs}>
        <Tabs
          label="Pages of the experiment"
          tabs={[
            { to: "/experiments/$experimentId/runs", params, label: "Runs", shortcut: "1" },
            { to: "/experiments/$experimentId/charts", params, label: "Charts", shortcut: "2" },
            { to: "/experiments/$experimentId/notes", params, label: "Notes", shortcut: "3" },
          ]}
        />
      </div>
      {error ? <Failure error={error} onRetry={refetch} /> : <Outlet />}
    </div>
  );
}

function RunCount({ experimentId }: { experimentId: string }) {
  const { data } = useQuery({
    queryKey: ["runs/count", [experimentId], "", "ACTIVE_ONLY"],
    queryFn: ({ signal }) => fetchCount({ experiment_ids: [experimentId], view: "ACTIVE_ONLY" }, { signal }),
    retry: false,
  });
  if (!data) return null;
  return data.count === 1 ? "1 run" : `${count(data.count)}${data.exact ? "" : "+"} runs`;
}
