import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mlflow } from "../api/client";
import { nameOf, type Run, type RunsAnswer, tagOf } from "../api/run";
import { Button } from "../kit/Button";
import { Checkbox } from "../kit/Checkbox";
import { Dialog, DialogActions } from "../kit/Dialog";
import { visible } from "../kit/format";
import { Failure, Skeleton } from "../kit/States";
import { Status } from "../kit/Status";
import { TextField } from "../kit/TextField";
import { Time } from "../kit/Time";
import styles from "./ComparePicker.module.css";

interface ComparePickerProps {
  run: Run;
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** Chooses the runs that this one is compared with, among those of its experiment. */
export function ComparePicker({ run, open, onOpen }: ComparePickerProps) {
  return (
    <>
      <Button aria-keyshortcuts="c" onClick={() => onOpen(true)}>
        Compare…
      </Button>
      <Dialog open={open} onClose={() => onOpen(false)} title={`Compare ${visible(nameOf(run))} with`}>
        <Picker run={run} />
      </Dialog>
    </>
  );
}

function Picker({ run }: { run: Run }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ["runs to compare", run.info.experiment_id, text],
    queryFn: ({ signal }) => searchRuns(run.info.experiment_id, text, signal),
    placeholderData: (before) => before,
  });
  const others = (data?.runs ?? []).filter((other) => other.info.run_id !== run.info.run_id);
  const siblings = [...others].sort((a, b) => Number(isSibling(b, run)) - Number(isSibling(a, run)));
  const choose = (id: string, on: boolean) => setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  const compare = () => navigate({ to: "/compare", search: { runs: [run.info.run_id, ...chosen].join(",") } });
  return (
    <>
      <TextField
        label="Find runs by name"
        hideLabel
        autoFocus
        placeholder="Find runs by name"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error ? <Failure error={error} onRetry={refetch} /> : !data && <Skeleton />}
      {data && others.length === 0 && <p className={styles.none}>No other run matches.</p>}
      <ul className={styles.runs}>
        {siblings.map((other) => (
          <li key={other.info.run_id}>
            <span className={styles.run}>
              <Checkbox
                checked={chosen.includes(other.info.run_id)}
                onChange={(on) => choose(other.info.run_id, on)}
                label={visible(nameOf(other))}
              />
              <Status status={other.info.status} short />
              <button
                type="button"
                className={styles.name}
                tabIndex={-1}
                onClick={() => choose(other.info.run_id, !chosen.includes(other.info.run_id))}
              >
                {visible(nameOf(other))}
              </button>
              <span className={styles.time}>
                <Time ms={other.info.start_time} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button kind="primary" disabled={chosen.length === 0} onClick={compare}>
          {chosen.length === 0 ? "Choose runs" : `Compare ${chosen.length + 1} runs`}
        </Button>
      </DialogActions>
    </>
  );
}

/** Runs of one level are what one compares most: folds with folds. */
function isSibling(other: Run, run: Run): boolean {
  return tagOf(other, "mlflow.parentRunId") === tagOf(run, "mlflow.parentRunId");
}

function searchRuns(experimentId: string, text: string, signal: AbortSignal): Promise<RunsAnswer> {
  const pattern = text.replaceAll("'", "").trim();
  return mlflow<RunsAnswer>(
    "runs/search",
    {
      experiment_ids: [experimentId],
      ...(pattern && { filter: `attributes.run_name ILIKE '%${pattern}%'` }),
      max_results: 50,
    },
    { signal },
  );
}
