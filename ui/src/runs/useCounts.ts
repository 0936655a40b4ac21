import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type CountAnswer, fetchCount } from "../api/runsColumns";
import type { View } from "../api/runsTable";
import { childRunsQuery, countQuery } from "./query";
import { LIVE } from "./useLive";

interface CountsInput {
  experimentIds: readonly string[];
  filter: string;
  view: View;
}

function useCount({ experimentIds, filter, view }: CountsInput): CountAnswer | undefined {
  const { data } = useQuery({
    queryKey: ["runs/count", experimentIds, filter, view],
    queryFn: ({ signal }) => fetchCount(countQuery(experimentIds, filter, view), { signal }),
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
    queryKey: ["runs/count", "child runs", experimentIds, view],
    queryFn: ({ signal }) => fetchCount(childRunsQuery(experimentIds, view), { signal }),
    retry: false,
    staleTime: 60_000,
  });
  return isError ? false : data && data.count > 0;
}
