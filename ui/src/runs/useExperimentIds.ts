import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { mlflow } from "../api/client";
import type { ExperimentsAnswer } from "../api/experiments";

/** Experiments whose runs are shown together at most. */
const MOST = 1000;

interface Shown {
  /** Undefined until known. */
  ids: readonly string[] | undefined;
  /** Where there are several. */
  names: ReadonlyMap<string, string>;
}

/** The experiments whose runs are shown: the one of the page, those of the address, or all that are active. */
export function useExperimentIds(experimentId: string | undefined, chosen: readonly string[]): Shown {
  const all = useQuery({
    queryKey: ["experiments", "names"],
    queryFn: ({ signal }) => mlflow<ExperimentsAnswer>("experiments/search", { max_results: MOST }, { signal }),
    enabled: experimentId === undefined,
  });
  const key = chosen.join(",");
  return useMemo(() => {
    const found = all.data?.experiments ?? [];
    const names = new Map(found.map((each) => [each.experiment_id, each.name]));
    if (experimentId !== undefined) return { ids: [experimentId], names };
    if (key !== "") return { ids: key.split(","), names };
    return { ids: all.data && [...names.keys()], names };
  }, [experimentId, key, all.data]);
}
