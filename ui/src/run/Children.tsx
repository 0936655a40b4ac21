import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { durationOf, nameOf, type Run, searchChildren } from "../api/run";
import { Button } from "../kit/Button";
import { duration, visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Section } from "../kit/Section";
import { Failure } from "../kit/States";
import { Status } from "../kit/Status";
import { Time } from "../kit/Time";
import styles from "./Children.module.css";

const mostCompared = 50;

const columns: readonly LongColumn<Run>[] = [
  {
    id: "name",
    head: "Name",
    width: "44%",
    sortBy: nameOf,
    cell: (run) => (
      <span className={styles.name}>
        <Status status={run.info.status} short />
        <Link to="/runs/$runId" params={{ runId: run.info.run_id }}>
          {visible(nameOf(run))}
        </Link>
      </span>
    ),
  },
  {
    id: "started",
    head: "Started",
    sortBy: ({ info }) => info.start_time,
    cell: ({ info }) => <Time ms={info.start_time} />,
  },
  {
    id: "took",
    head: "Took",
    numeric: true,
    sortBy: durationOf,
    cell: (run) => {
      const took = durationOf(run);
      return took === undefined ? "" : duration(took);
    },
  },
];

/** The runs below this one. */
export function Children({ run }: { run: Run }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["children of run", run.info.run_id],
    queryFn: ({ pageParam, signal }) => searchChildren(run, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
  });
  if (error) return <Failure error={error} onRetry={refetch} />;
  const children = data?.pages.flatMap((page) => page.runs ?? []) ?? [];
  if (children.length === 0) return null;
  const ids = children.slice(0, mostCompared).map(({ info }) => info.run_id);
  return (
    <Section
      title="Child runs"
      size={children.length}
      flush
      actions={
        children.length > 1 && (
          <Link to="/compare" search={{ runs: ids.join(",") }} className={styles.compare}>
            Compare {ids.length === children.length ? "them" : `the first ${mostCompared}`}
          </Link>
        )
      }
    >
      <LongTable label="Child runs" columns={columns} rows={children} keyOf={({ info }) => info.run_id} />
      {hasNextPage && (
        <p className={styles.more}>
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            More children
          </Button>
        </p>
      )}
    </Section>
  );
}
