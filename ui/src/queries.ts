import { QueryClient } from "@tanstack/react-query";
import { CallError } from "./api/errors";

/** What the server answered, kept for a while. Going back shows what was there, then asks again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 300_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof CallError && error.isTransient,
    },
  },
});
