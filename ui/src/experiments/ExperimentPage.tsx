import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { mlflowGet } from "../api/client";
import { Failure } from "../kit/States";
import { Tabs } from "../kit/Tabs";
import { PageHead } from "../shell/PageHead";
import styles from "./ExperimentPage.module.css";

interface ExperimentAnswer {
  experiment: { experiment_id: string; name: string };
}

/** One experiment: its name, and its pages as tabs. */
export function ExperimentPage() {
  const { experimentId } = useParams({ from: "/experiments/$experimentId" });
  const { data, error, refetch } = useQuery({
    queryKey: ["experiment", experimentId],
    queryFn: ({ signal }) =>
      mlflowGet<ExperimentAnswer>("experiments/get", { experiment_id: experimentId }, { signal }),
  });
  const params = { experimentId };
  return (
    <div className={styles.experiment}>
      <PageHead crumbs={[{ label: "Experiments", to: "/experiments" }]} title={data?.experiment.name ?? experimentId} />
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
