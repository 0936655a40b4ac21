import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { mlflow } from "../api/client";
import { visible } from "../kit/format";
import { Failure, Skeleton } from "../kit/States";
import { Status } from "../kit/Status";

interface Runs {
  runs?: { info: { run_id: string; run_name: string; status: string } }[];
}

/** The runs of an experiment. */
export function RunsPage() {
  const { experimentId } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({
    queryKey: ["runs", experimentId],
    queryFn: ({ signal }) =>
      mlflow<Runs>("runs/search", { experiment_ids: experimentId ? [experimentId] : [], max_results: 200 }, { signal }),
  });
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data) return <Skeleton />;
  return (
    <ul>
      {data.runs?.map(({ info }) => (
        <li key={info.run_id}>
          <Status status={info.status} short />{" "}
          <Link to="/runs/$runId" params={{ runId: info.run_id }}>
            {visible(info.run_name)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
