import { useQuery } from "@tanstack/react-query";
import { withQuery } from "../api/address";
import { fetchPlace } from "../api/client";
import type { Wire } from "../api/wire";

type ServerInfo = Wire<"ServerInfoResponse">;

/** What the server says of itself, asked once. */
export function useServerInfo() {
  return useQuery({
    queryKey: ["info"],
    // The one call that has no twin below ajax-api.
    queryFn: async ({ signal }) =>
      (await (await fetchPlace(withQuery("api/leat/1.0/info", {}), { signal })).json()) as ServerInfo,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
