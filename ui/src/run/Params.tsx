import { useMemo, useState } from "react";
import type { Pair, Run } from "../api/run";
import { CopyButton } from "../kit/Copy";
import { FindField, finds } from "../kit/FindField";
import { visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { LongText } from "../kit/LongText";
import { Section } from "../kit/Section";
import styles from "./OverviewTab.module.css";

const none: readonly Pair[] = [];

const columns: readonly LongColumn<Pair>[] = [
  {
    id: "key",
    head: "Name",
    width: "38%",
    sortBy: (param) => param.key,
    cell: (param) => <span title={visible(param.key)}>{visible(param.key)}</span>,
  },
  { id: "value", head: "Value", sortBy: (param) => param.value, cell: (param) => <LongText text={param.value} /> },
];

/** What the run was told. */
export function Params({ run }: { run: Run }) {
  const [typed, setTyped] = useState("");
  const all = run.data.params ?? none;
  const found = useMemo(() => all.filter((param) => finds(typed, param.key, param.value)), [all, typed]);
  if (all.length === 0)
    return (
      <Section title="Params" size={0}>
        <p className={styles.muted}>No params were logged.</p>
      </Section>
    );
  return (
    <Section
      title="Params"
      size={all.length}
      flush
      actions={
        <>
          <FindField label="Find params" value={typed} onChange={setTyped} />
          <CopyButton text={paramsAsText(found)} label="Copy these params as JSON" />
        </>
      }
    >
      <LongTable label="Params" columns={columns} rows={found} keyOf={(param) => param.key} />
    </Section>
  );
}

function paramsAsText(params: readonly Pair[]): string {
  return JSON.stringify(Object.fromEntries(params.map(({ key, value }) => [key, value])), null, 2);
}
