import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { CallError } from "../api/errors";
import { getRun, type Run, runKey } from "../api/run";

/** Calls at a time: more would only queue in the browser. */
const atATime = 8;

/** How often runs that go on are read again, in ms. */
const whileRunning = 10_000;

/** A run that has ended rarely changes: it is not read again each time that another one is. */
const ended = 60_000;

export interface ComparedRuns {
  runs: Run[];
  /** Ids without a run. */
  missing: string[];
}

/** The runs in the order of their ids; those that do not exist are told apart. What other pages have read is not read again. */
export function useRuns(ids: readonly string[]) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ["compared runs", ids],
    queryFn: ({ signal }) => readRuns(queries, ids, signal),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.runs.some(goesOn) ? whileRunning : false),
    enabled: ids.length > 0,
  });
}

async function readRuns(queries: QueryClient, ids: readonly string[], signal: AbortSignal): Promise<ComparedRuns> {
  const found = await pooled(ids, atATime, async (id) => {
    signal.throwIfAborted();
    try {
      const answer = await queries.fetchQuery({
        queryKey: runKey(id),
        queryFn: () => getRun(id, signal),
        staleTime: ({ state }) => (state.data && goesOn(state.data.run) ? 0 : ended),
      });
      return answer.run;
    } catch (error) {
      if (error instanceof CallError && error.status === 404) return undefined;
      throw error;
    }
  });
  return {
    runs: found.filter((run) => run !== undefined),
    missing: ids.filter((_, index) => found[index] === undefined),
  };
}

function goesOn(run: Run): boolean {
  return run.info.status === "RUNNING";
}

/** Does something for each item, so many at a time; the answers in the order of the items. */
export async function pooled<Item, Answer>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(items.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await work(items[at] as Item);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  return answers;
}
