import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { mlflowGet } from "../api/client";
import { Failure } from "../kit/States";
import { Status } from "../kit/Status";
import { Tabs } from "../kit/Tabs";
import { PageHead } from "../shell/PageHead";

interface RunAnswer {
  run: { info: { run_id: string; run_name: string; status: string; experiment_id: string } };
}

/** One run: its name and state, and its pages as tabs. */
export function RunPage() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const { data, error, refetch } = useQuery({
    queryKey: ["run", runId],
    queryFn: ({ signal }) => mlflowGet<RunAnswer>("runs/get", { run_id: runId }, { signal }),
  });
  const params = { runId };
  return (
    <>
      <PageHead
        crumbs={[{ label: "Experiments", to: "/experiments" }]}
        title={data?.run.info.run_name ?? runId}
        facts={data && <Status status={data.run.info.status} />}
      />
      <Tabs
        label="Pages of the run"
        tabs={[
          { to: "/runs/$runId", params, label: "Overview", exact: true },
          { to: "/runs/$runId/charts", params, label: "Charts" },
          { to: "/runs/$runId/system", params, label: "System" },
          { to: "/runs/$runId/artifacts", params, label: "Artifacts" },
        ]}
      />
      {error ? <Failure error={error} onRetry={refetch} /> : <Outlet />}
    </>
  );
}
