import { useQuery } from "@tanstack/react-query";
import { isServed } from "../api/artifacts";

/** Whether the server has the call at an address; undefined until it is known. Asked once for each kind of call. */
export function useIsServed(kind: "preview" | "archive", address: string | undefined): boolean | undefined {
  const { data } = useQuery({
    queryKey: ["is served", kind],
    queryFn: ({ signal }) => isServed(address ?? "", signal),
    enabled: address !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data;
}
