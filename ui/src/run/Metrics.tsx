import { Link } from "@tanstack/react-router";
import { Fragment, useMemo, useState } from "react";
import type { History } from "../api/histories";
import type { Metric, Run } from "../api/run";
import { FindField, finds } from "../kit/FindField";
import { count, number, numberOf, visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Section } from "../kit/Section";
import { type Extreme, extremesOf } from "./extremes";
import styles from "./Metrics.module.css";
import { Spark } from "./Spark";
import { useHistories } from "./useHistories";

const none: readonly Metric[] = [];

/** What the run measured: last, least and greatest values with their steps; those of the machine apart. */
export function Metrics({ run }: { run: Run }) {
  const all = run.data.metrics ?? none;
  const model = useMemo(() => all.filter((metric) => !isSystem(metric.key)), [all]);
  const system = useMemo(() => all.filter((metric) => isSystem(metric.key)), [all]);
  return (
    <>
      <MetricsTable title="Metrics" run={run} metrics={model} />
      {system.length > 0 && <MetricsTable title="System metrics" run={run} metrics={system} />}
    </>
  );
}

function isSystem(key: string): boolean {
  return key.startsWith("system/");
}

function MetricsTable({ title, run, metrics }: { title: string; run: Run; metrics: readonly Metric[] }) {
  const [typed, setTyped] = useState("");
  const { histories, onView } = useHistories(run, metrics);
  const found = useMemo(
    () => metrics.filter((metric) => finds(typed, metric.key, metric.dataset_name ?? "")),
    [metrics, typed],
  );
  const columns = useMemo(() => columnsOf(run.info.run_id, histories), [run.info.run_id, histories]);
  if (metrics.length === 0)
    return (
      <Section title={title} size={0}>
        <p className={styles.muted}>No metrics were logged.</p>
      </Section>
    );
  return (
    <Section
      title={title}
      size={metrics.length}
      flush
      actions={<FindField label={`Find ${title.toLowerCase()}`} value={typed} onChange={setTyped} />}
    >
      <LongTable label={title} columns={columns} rows={found} keyOf={keyOfMetric} onView={onView} />
    </Section>
  );
}

function keyOfMetric(metric: Metric): string {
  return [metric.key, metric.model_id, metric.dataset_name, metric.dataset_digest].join("\n");
}

function columnsOf(runId: string, histories: ReadonlyMap<string, History>): readonly LongColumn<Metric>[] {
  const extremes = new Map([...histories].map(([key, history]) => [key, extremesOf(history)]));
  // One point says nothing that the last value does not.
  const several = (key: string) => (histories.get(key)?.total ?? 0) > 1;
  const extreme = (metric: Metric, which: "least" | "greatest") =>
    several(metric.key) ? extremes.get(metric.key)?.[which] : undefined;
  return [
    {
      id: "key",
      head: "Name",
      width: "34%",
      sortBy: (metric) => metric.key,
      cell: (metric) => <Name runId={runId} metric={metric} />,
    },
    {
      id: "spark",
      head: <span className="visually-hidden">History</span>,
      cell: (metric) => {
        const history = histories.get(metric.key);
        return history && several(metric.key) ? <Spark history={history} /> : null;
      },
    },
    {
      id: "last",
      head: "Last",
      numeric: true,
      sortBy: (metric) => numberOf(metric.value),
      cell: (metric) => <Value extreme={lastOf(metric)} bare={!several(metric.key) && metric.step === 0} />,
    },
    {
      id: "least",
      head: "Min",
      numeric: true,
      sortBy: (metric) => extreme(metric, "least")?.value,
      cell: (metric) => <Value extreme={extreme(metric, "least")} />,
    },
    {
      id: "greatest",
      head: "Max",
      numeric: true,
      sortBy: (metric) => extreme(metric, "greatest")?.value,
      cell: (metric) => <Value extreme={extreme(metric, "greatest")} />,
    },
    {
      id: "points",
      head: "Points",
      numeric: true,
      sortBy: (metric) => histories.get(metric.key)?.total,
      cell: (metric) => {
        const history = histories.get(metric.key);
        return <span className={styles.muted}>{history ? count(history.total) : ""}</span>;
      },
    },
  ];
}

function lastOf(metric: Metric): Extreme | undefined {
  const value = numberOf(metric.value);
  return value === undefined ? undefined : { value, step: metric.step };
}

function Name({ runId, metric }: { runId: string; metric: Metric }) {
  const dataset = metric.dataset_name && `${metric.dataset_name} (${metric.dataset_digest ?? ""})`;
  return (
    <span title={visible(metric.key)}>
      <Link
        className={styles.chart}
        to={metric.key.startsWith("system/") ? "/runs/$runId/system" : "/runs/$runId/charts"}
        params={{ runId }}
        search={{ charts: `^${escapePattern(metric.key)}$` }}
      >
        <Key text={visible(metric.key)} />
      </Link>
      {dataset && <span className={styles.dataset}> on {visible(dataset)}</span>}
    </span>
  );
}

/** A key that is broken behind its slashes, where it must be. */
function Key({ text }: { text: string }) {
  return text.split(/(?<=\/)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same part may stand twice.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** The key as a pattern that finds it and nothing else. */
function escapePattern(key: string): string {
  return key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function Value({ extreme, bare = false }: { extreme: Extreme | undefined; bare?: boolean }) {
  if (!extreme) return null;
  return (
    <span className={styles.value} title={String(extreme.value)}>
      {number(extreme.value)}
      <span className={styles.step}>{!bare && `at ${count(extreme.step)}`}</span>
    </span>
  );
}
