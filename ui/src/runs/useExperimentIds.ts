import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { mlflow } from "../api/client";

interface Experiments {
  experiments?: { experiment_id: string }[];
}

/** The experiments whose runs are shown: the one of the page, those of the address, or all that are active. Undefined until known. */
export function useExperimentIds(
  experimentId: string | undefined,
  chosen: readonly string[],
): readonly string[] | undefined {
  const all = useQuery({
    queryKey: ["experiments", "ids"],
    queryFn: ({ signal }) => mlflow<Experiments>("experiments/search", { max_results: 1000 }, { signal }),
    enabled: experimentId === undefined && chosen.length === 0,
  });
  const key = chosen.join(",");
  return useMemo(() => {
    if (experimentId !== undefined) return [experimentId];
    if (key !== "") return key.split(",");
    return all.data && (all.data.experiments ?? []).map((each) => each.experiment_id);
  }, [experimentId, key, all.data]);
}
