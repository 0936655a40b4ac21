import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState } from "react";
import { durationOf, nameOf, type Run, runKey } from "../api/run";
import { IconButton } from "../kit/Button";
import { duration, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Scroll } from "../kit/Scroll";
import { Failure, Skeleton } from "../kit/States";
import { Status } from "../kit/Status";
import { Time } from "../kit/Time";
import { Children } from "./Children";
import { Datasets } from "./Datasets";
import { Details } from "./Details";
import { FailureText } from "./FailureText";
import { Metrics } from "./Metrics";
import { Models } from "./Models";
import { Note } from "./Note";
import { Params } from "./Params";
import styles from "./Peek.module.css";
import { Source } from "./Source";
import { Tags } from "./Tags";
import { useRun } from "./useRun";

export interface PeekProps {
  runId: string;
  /** As the list beside it has it, until the run itself is there. */
  name?: string | undefined;
  /** Undefined where there is none. */
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
}

/** What is known of a run, beside the list that it was chosen from. */
export function Peek({ runId, name, onPrevious, onNext, onClose }: PeekProps) {
  const wanted = useRested(runId);
  const { data, error, refetch } = useRun(wanted);
  const run = wanted === runId ? data?.run : undefined;
  const title = useId();
  return (
    <aside className={styles.peek} aria-labelledby={title}>
      <header className={styles.head}>
        <h2 className={styles.title} id={title}>
          <Link to="/runs/$runId" params={{ runId }}>
            {visible(run ? nameOf(run) : (name ?? runId))}
          </Link>
        </h2>
        <IconButton label="Previous run" disabled={!onPrevious} onClick={onPrevious}>
          <Icon name="arrowUp" size={14} />
        </IconButton>
        <IconButton label="Next run" disabled={!onNext} onClick={onNext}>
          <Icon name="arrowDown" size={14} />
        </IconButton>
        <IconButton label="Close" aria-keyshortcuts="Escape" onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <Scroll key={runId} className={styles.body} label="The run">
        {run ? (
          <Overview run={run} />
        ) : error && wanted === runId ? (
          <Failure error={error} onRetry={refetch} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Scroll>
    </aside>
  );
}

/** The parts of a run's overview one below the other, what tells runs apart first. */
function Overview({ run }: { run: Run }) {
  const took = durationOf(run);
  return (
    <>
      <p className={styles.facts}>
        <Status status={run.info.status} />
        {run.info.start_time !== undefined && (
          <span>
            started <Time ms={run.info.start_time} />
          </span>
        )}
        {took !== undefined && <span>took {duration(took)}</span>}
      </p>
      <FailureText run={run} />
      <Note run={run} />
      <Metrics run={run} />
      <Params run={run} />
      <Tags run={run} />
      <Datasets run={run} />
      <Models run={run} />
      <Children run={run} />
      <Details run={run} />
      <Source run={run} />
    </>
  );
}

/** Runs that are passed within this time, in ms, are not asked for: a held arrow key passes many. */
const REST_MS = 120;

/** The last run on which one rested; the first of a quick series at once, and whatever is known already. */
function useRested(runId: string): string {
  const queries = useQueryClient();
  const [rested, setRested] = useState(runId);
  const movedAt = useRef(0);
  useEffect(() => {
    const now = performance.now();
    const isQuick = now - movedAt.current < REST_MS && queries.getQueryData(runKey(runId)) === undefined;
    movedAt.current = now;
    const timer = setTimeout(() => setRested(runId), isQuick ? REST_MS : 0);
    return () => clearTimeout(timer);
  }, [queries, runId]);
  return rested;
}
