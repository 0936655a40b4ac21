import { Link } from "@tanstack/react-router";
import { IconButton } from "../kit/Button";
import { classes } from "../kit/classes";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { lightRun, useIsLit } from "../kit/lit";
import type { RunLook } from "../kit/palette";
import { RunMark } from "../kit/RunMark";
import styles from "./ChartsPage.module.css";
import type { RunsState } from "./state";
import { type DrawnRun, drawChange } from "./useDrawn";
import type { ChangeState } from "./useRunsState";

interface LegendProps {
  state: RunsState;
  change: ChangeState;
  /** Ids of the first runs of the view. */
  first: readonly string[];
  /** Runs that are drawn. */
  runs: readonly DrawnRun[];
  /** Runs that could be. */
  known: readonly DrawnRun[];
  looks: ReadonlyMap<string, RunLook>;
}

/** Which line is which run; each can be hidden, or drawn alone. */
export function Legend({ state, change, first, runs, known, looks }: LegendProps) {
  const drawn = new Set(runs.map((run) => run.runId));
  const all = [...known, ...runs.filter((run) => !first.includes(run.runId))];
  const isByHand = state.only !== undefined || state.hide.length > 0 || state.show.length > 0;
  return (
    <section className={styles.legend} aria-label="Runs that are drawn">
      <header className={styles.legendHead}>
        <h2 className={styles.legendTitle}>
          {runs.length} {runs.length === 1 ? "run" : "runs"}
        </h2>
        {isByHand && (
          <button type="button" className={styles.all} onClick={() => change({ only: undefined, hide: [], show: [] })}>
            Show all
          </button>
        )}
      </header>
      <ul className={styles.runs}>
        {all.map((run) => (
          <Entry
            key={run.runId}
            run={run}
            look={looks.get(run.runId)}
            isDrawn={drawn.has(run.runId)}
            onDraw={(isDrawn) => change(drawChange(state, first, [run.runId], isDrawn))}
            onOnly={() => change({ only: [run.runId] })}
          />
        ))}
      </ul>
    </section>
  );
}

interface EntryProps {
  run: DrawnRun;
  look: RunLook | undefined;
  isDrawn: boolean;
  onDraw: (isDrawn: boolean) => void;
  onOnly: () => void;
}

function Entry({ run, look, isDrawn, onDraw, onOnly }: EntryProps) {
  const isLit = useIsLit(run.runId);
  const name = visible(run.name);
  return (
    <li
      className={classes(styles.entry, isLit && styles.lit)}
      onPointerEnter={() => lightRun(isDrawn ? run.runId : undefined)}
      onPointerLeave={() => lightRun(undefined)}
    >
      <span className={styles.mark}>{isDrawn && look && <RunMark look={look} />}</span>
      <Link to="/runs/$runId" params={{ runId: run.runId }} className={styles.runName} title={name}>
        {name}
      </Link>
      <span className={styles.entryActions}>
        <IconButton label={`Draw only ${name}`} onClick={onOnly}>
          <Icon name="pin" size={14} />
        </IconButton>
        <IconButton label={`${isDrawn ? "Hide" : "Draw"} ${name}`} onClick={() => onDraw(!isDrawn)}>
          <Icon name={isDrawn ? "eye" : "eyeOff"} size={14} />
        </IconButton>
      </span>
    </li>
  );
}
