import { type FormEvent, useState } from "react";
import { Button } from "../kit/Button";
import { Choice } from "../kit/Choice";
import { Dialog, DialogActions } from "../kit/Dialog";
import { visible } from "../kit/format";
import styles from "./RunPlotDialog.module.css";
import { MOST_AXES, type PlotColumn, type RunPlot } from "./runPlots";

interface RunPlotDialogProps {
  /** The chart to change; undefined for a new one. */
  plot: RunPlot | undefined;
  columns: readonly PlotColumn[];
  onDone: (plot: RunPlot) => void;
  onClose: () => void;
}

const kinds = [
  ["scatter", "Scatter"],
  ["parallel", "Parallel coordinates"],
] as const;

/** Chooses what a chart of runs shows. */
export function RunPlotDialog({ plot, columns, onDone, onClose }: RunPlotDialogProps) {
  const [kind, setKind] = useState<RunPlot["kind"]>(plot?.kind ?? "scatter");
  const [names, setNames] = useState<readonly string[]>(plot?.columns ?? suggested("scatter", columns));
  const [isOwn, setOwn] = useState(plot !== undefined);
  const choose = (next: RunPlot["kind"]) => {
    setKind(next);
    if (!isOwn) setNames(suggested(next, columns));
  };
  const set = (at: number, name: string) => {
    setOwn(true);
    setNames((before) => Object.assign([...before], { [at]: name }));
  };
  const wanted = (kind === "scatter" ? names.slice(0, 3) : names).filter(Boolean);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone({ kind, columns: kind === "scatter" ? wanted : [...new Set(wanted)] });
    onClose();
  };
  const slots = kind === "scatter" ? 3 : Math.min(names.filter(Boolean).length + 1, MOST_AXES);
  return (
    <Dialog open onClose={onClose} title={plot ? "Change the chart" : "Add a chart of runs"}>
      <form onSubmit={submit} className={styles.form}>
        <Choice label="Kind" value={kind} onChange={choose} options={kinds} />
        {Array.from({ length: slots }, (_, at) => (
          <ColumnField
            // biome-ignore lint/suspicious/noArrayIndexKey: fields are known by their place.
            key={at}
            label={kind === "scatter" ? (["Across", "Up", "Colour"][at] ?? "") : `Axis ${at + 1}`}
            optional={kind === "scatter" ? at === 2 : at >= 2}
            value={names[at] ?? ""}
            columns={columns}
            onChange={(name) => set(at, name)}
          />
        ))}
        {kind === "parallel" && <p className={styles.hint}>Colours stand for the last axis.</p>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={new Set(wanted).size < 2}>
            {plot ? "Change" : "Add"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What one most likely wants to see: some params, and a metric that came of them. */
function suggested(kind: RunPlot["kind"], columns: readonly PlotColumn[]): string[] {
  const of = (group: string) => columns.filter((column) => column.group === group).map(({ name }) => name);
  const [params, metrics] = [of("Params"), of("Metrics")];
  const [first, second] = metrics;
  const names = kind === "scatter" ? [params[0] ?? second, first] : [...params.slice(0, 4), first, params[0] ?? second];
  return [...new Set(names)].filter((name) => name !== undefined);
}

interface ColumnFieldProps {
  label: string;
  optional: boolean;
  value: string;
  columns: readonly PlotColumn[];
  onChange: (name: string) => void;
}

function ColumnField({ label, optional, value, columns, onChange }: ColumnFieldProps) {
  const groups = [...new Set(columns.map((column) => column.group))];
  return (
    <label className={styles.field}>
      {label}
      <select className={styles.select} value={value} onChange={(event) => onChange(event.target.value)}>
        {(optional || value === "") && <option value="">{optional ? "None" : "Choose"}</option>}
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {columns
              .filter((column) => column.group === group)
              .map((column) => (
                <option key={column.name} value={column.name}>
                  {visible(column.label)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
