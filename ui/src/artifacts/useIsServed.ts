import { useQuery } from "@tanstack/react-query";
import { type ArtifactCall, isServed } from "../api/artifacts";

/** Whether the server has a call; undefined until it is known. Asked once. */
export function useIsServed(call: ArtifactCall, isWanted: boolean): boolean | undefined {
  const { data } = useQuery({
    queryKey: ["is served", call],
    queryFn: ({ signal }) => isServed(call, signal),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data;
}
