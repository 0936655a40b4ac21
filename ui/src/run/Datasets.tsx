import { useState } from "react";
import type { DatasetInput, Run } from "../api/run";
import { Dialog } from "../kit/Dialog";
import { visible } from "../kit/format";
import { Section } from "../kit/Section";
import { DatasetContent } from "./DatasetContent";
import styles from "./Datasets.module.css";

/** The data that the run used. Each opens in a drawer. */
export function Datasets({ run }: { run: Run }) {
  const [open, setOpen] = useState<DatasetInput>();
  const inputs = run.inputs?.dataset_inputs ?? [];
  if (inputs.length === 0) return null;
  return (
    <Section title="Datasets" size={inputs.length}>
      <ul className={styles.datasets}>
        {inputs.map((input, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run may use one dataset twice; the list never reorders.
          <li key={index}>
            <button type="button" className={styles.dataset} onClick={() => setOpen(input)}>
              <span className={styles.name}>{visible(input.dataset.name)}</span>
              <code>{visible(input.dataset.digest)}</code>
              <span className={styles.context}>{visible(contextOf(input))}</span>
            </button>
          </li>
        ))}
      </ul>
      <Dialog
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        place="right"
        title={open ? visible(open.dataset.name) : ""}
      >
        {open && <DatasetContent input={open} context={contextOf(open)} />}
      </Dialog>
    </Section>
  );
}

function contextOf(input: DatasetInput): string {
  return input.tags?.find((tag) => tag.key === "mlflow.data.context")?.value ?? "";
}
