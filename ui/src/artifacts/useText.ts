import { useQuery } from "@tanstack/react-query";
import { limits } from "./kinds";
import { readText } from "./readText";

/** The beginning of a file as text, at most as much as texts may have. */
export function useText(address: string, limit: number = limits.text) {
  return useQuery({
    queryKey: ["artifact text", address, limit],
    queryFn: ({ signal }) => readText(address, limit, signal),
    gcTime: 60_000,
  });
}
