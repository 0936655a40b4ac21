import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mlflow } from "../api/client";
import { visible } from "../kit/format";
import { Failure, Skeleton } from "../kit/States";
import { Time } from "../kit/Time";
import { PageHead } from "../shell/PageHead";

interface Experiments {
  experiments?: { experiment_id: string; name: string; last_update_time?: number }[];
}

/** All experiments. */
export function ExperimentsPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ["experiments"],
    queryFn: ({ signal }) => mlflow<Experiments>("experiments/search", { max_results: 1000 }, { signal }),
  });
  return (
    <>
      <PageHead title="Experiments" />
      {error ? <Failure error={error} onRetry={refetch} /> : !data && <Skeleton />}
      <ul>
        {data?.experiments?.map((experiment) => (
          <li key={experiment.experiment_id}>
            <Link to="/experiments/$experimentId/runs" params={{ experimentId: experiment.experiment_id }}>
              {visible(experiment.name)}
            </Link>{" "}
            <Time ms={experiment.last_update_time} />
          </li>
        ))}
      </ul>
    </>
  );
}
