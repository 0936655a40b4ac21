import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";

interface Page {
  next_page_token?: string;
}

/** A list that is read page by page, as far as people ask for more. */
export function useMore<T extends Page>(
  queryKey: readonly unknown[],
  read: (pageToken: string | undefined, signal: AbortSignal) => Promise<T>,
) {
  return useInfiniteQuery<T, Error, InfiniteData<T>, readonly unknown[], string | undefined>({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next_page_token || undefined,
  });
}
