import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Experiment, type ListedExperiment, ownTags } from "../api/experiments";
import type { Pair } from "../api/run";
import { IconButton } from "../kit/Button";
import { Checkbox } from "../kit/Checkbox";
import { firstLine } from "../kit/firstLine";
import { count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Menu, MenuItem, MenuLine } from "../kit/Menu";
import { Time } from "../kit/Time";
import styles from "./ExperimentsPage.module.css";

export interface ExperimentActions {
  choose: (experimentId: string, chosen: boolean) => void;
  filterByTag: (tag: Pair) => void;
  rename: (experiment: Experiment) => void;
  tags: (experiment: Experiment) => void;
  note: (experiment: Experiment) => void;
  remove: (experiment: Experiment) => void;
  restore: (experiment: Experiment) => void;
}

interface ExperimentsTableProps {
  experiments: readonly ListedExperiment[];
  chosen: ReadonlySet<string>;
  actions: ExperimentActions;
}

/** The experiments, one a row. */
export function ExperimentsTable({ experiments, chosen, actions }: ExperimentsTableProps) {
  const columns = useMemo(() => columnsOf(chosen, actions), [chosen, actions]);
  return (
    <LongTable
      label="Experiments"
      columns={columns}
      rows={experiments}
      keyOf={({ experiment_id }) => experiment_id}
      fill
    />
  );
}

function columnsOf(chosen: ReadonlySet<string>, actions: ExperimentActions): readonly LongColumn<ListedExperiment>[] {
  return [
    {
      id: "name",
      head: "Name",
      width: "28%",
      sortBy: ({ name }) => name,
      cell: ({ experiment_id: experimentId, name }) => (
        <span className={styles.named}>
          <Checkbox
            label={`Choose ${visible(name)}`}
            checked={chosen.has(experimentId)}
            onChange={(next) => actions.choose(experimentId, next)}
          />
          <Link
            to="/experiments/$experimentId/runs"
            params={{ experimentId }}
            className={styles.name}
            title={visible(name)}
          >
            {visible(name)}
          </Link>
        </span>
      ),
    },
    {
      id: "runs",
      head: "Runs",
      numeric: true,
      width: "8%",
      sortBy: ({ runs }) => runs ?? 0,
      cell: ({ runs = 0, runs_exact: exact }) => `${count(runs)}${exact === false ? "+" : ""}`,
    },
    {
      id: "running",
      dispensable: true,
      head: "Running",
      numeric: true,
      width: "7%",
      sortBy: ({ running }) => running ?? 0,
      cell: ({ running }) => (running ? count(running) : ""),
    },
    {
      id: "last",
      head: "Last run",
      width: "11%",
      sortBy: ({ last_run_time: time }) => time,
      cell: ({ last_run_time: time }) => <Time ms={time} />,
    },
    {
      id: "tags",
      dispensable: true,
      head: "Tags",
      width: "20%",
      cell: (experiment) => <Tags tags={ownTags(experiment)} onTag={actions.filterByTag} />,
    },
    {
      id: "note",
      dispensable: true,
      head: "Note",
      width: "24%",
      cell: ({ note }) => <span className={styles.note}>{visible(firstLine(note))}</span>,
    },
    {
      id: "menu",
      head: <span className="visually-hidden">Actions</span>,
      width: "1%",
      cell: (experiment) => <RowMenu experiment={experiment} actions={actions} />,
    },
  ];
}

function Tags({ tags, onTag }: { tags: readonly Pair[]; onTag: (tag: Pair) => void }) {
  return (
    <span className={styles.tags}>
      {tags.slice(0, 4).map((tag) => (
        <button
          key={tag.key}
          type="button"
          className={styles.tag}
          title="Show only experiments with this tag"
          onClick={() => onTag(tag)}
        >
          {visible(tag.key)}: {visible(tag.value)}
        </button>
      ))}
      {tags.length > 4 && <span className={styles.more}>+{tags.length - 4}</span>}
    </span>
  );
}

function RowMenu({ experiment, actions }: { experiment: Experiment; actions: ExperimentActions }) {
  const deleted = experiment.lifecycle_stage === "deleted";
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`Actions for ${visible(experiment.name)}`}>
          <Icon name="more" />
        </IconButton>
      }
    >
      {deleted ? (
        <MenuItem onClick={() => actions.restore(experiment)}>Restore</MenuItem>
      ) : (
        <>
          <MenuItem onClick={() => actions.rename(experiment)}>Rename</MenuItem>
          <MenuItem onClick={() => actions.note(experiment)}>Note</MenuItem>
          <MenuItem onClick={() => actions.tags(experiment)}>Tags</MenuItem>
          <MenuLine />
          <MenuItem danger onClick={() => actions.remove(experiment)}>
            Delete
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
