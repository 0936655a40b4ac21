import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type CountAnswer, fetchCount } from "../api/runsColumns";
import type { View } from "../api/runsTable";
import { LIVE } from "./useLive";

/** Runs with a parent: whether there are any decides whether the table is a tree. */
export const CHILD_RUNS = "tags.mlflow.parentRunId LIKE '%'";

interface CountsInput {
  experimentIds: readonly string[];
  filter: string;
  view: View;
}

function useCount({ experimentIds, filter, view }: CountsInput): CountAnswer | undefined {
  const { data } = useQuery({
    queryKey: ["runs/count", experimentIds, filter, view],
    queryFn: ({ signal }) => fetchCount({ experiment_ids: experimentIds, view, ...(filter && { filter }) }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.status === "error" ? false : LIVE),
    // A fault of the filter is told where the rows are missing.
    retry: false,
  });
  return data;
}

/** How many runs match, and how many there are. */
export function useCounts(input: CountsInput) {
  return { matching: useCount(input), all: useCount({ ...input, filter: "" }) };
}

/** Whether runs have child runs; undefined until it is known. */
export function useHasChildren(experimentIds: readonly string[], view: View): boolean | undefined {
  const { data, isError } = useQuery({
    queryKey: ["runs/count", experimentIds, CHILD_RUNS, view, 1],
    queryFn: ({ signal }) =>
      fetchCount({ experiment_ids: experimentIds, filter: CHILD_RUNS, view, limit: 1 }, { signal }),
    retry: false,
    staleTime: 60_000,
  });
  return isError ? false : data && data.count > 0;
}
