import { type FormEvent, useState } from "react";
import { Button } from "../kit/Button";
import { Dialog, DialogActions } from "../kit/Dialog";
import { visible } from "../kit/format";
import styles from "./RunPlotDialog.module.css";
import type { DrawnRun } from "./runs";

interface BaselineDialogProps {
  runs: readonly DrawnRun[];
  base: string;
  onBase: (runId: string) => void;
  onClose: () => void;
}

/** Chooses the run to which all others are shown as differences. */
export function BaselineDialog({ runs, base, onBase, onClose }: BaselineDialogProps) {
  const [runId, setRunId] = useState(base || (runs[0]?.runId ?? ""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onBase(runId);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title="Differences to one run">
      <form onSubmit={submit} className={styles.form}>
        <label className={styles.field}>
          Run
          <select className={styles.select} value={runId} onChange={(event) => setRunId(event.target.value)}>
            {runs.map((run) => (
              <option key={run.runId} value={run.runId}>
                {visible(run.name)}
              </option>
            ))}
          </select>
        </label>
        <p className={styles.hint}>Every line shows how far it lies above this run at the same place of the axis.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Show
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
