import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { getLoggedModel, type LoggedModel, type ModelVersion, versionsOfRun } from "../api/models";
import type { Run } from "../api/run";
import { CopyButton } from "../kit/Copy";
import { count, number, numberOf, visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Section } from "../kit/Section";
import { Failure } from "../kit/States";
import { Time } from "../kit/Time";
import { type Checkpoint, metricsOf, rankedBy } from "./checkpoints";
import styles from "./Models.module.css";

const mostRead = 200;

/** The models that the run logged, ranked by a metric, and the registered versions that were made of them. */
export function Models({ run }: { run: Run }) {
  const outputs = run.outputs?.model_outputs ?? [];
  const versions = useQuery({
    queryKey: ["versions of run", run.info.run_id],
    queryFn: ({ signal }) => versionsOfRun(run.info.run_id, signal),
  });
  const models = useQueries({
    queries: outputs.slice(0, mostRead).map(({ model_id }) => ({
      queryKey: ["logged model", model_id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getLoggedModel(model_id, signal),
    })),
    combine: (answers) => answers.map(({ data }) => data),
  });
  const checkpoints = outputs.slice(0, mostRead).map(
    (output, index): Checkpoint => ({
      modelId: output.model_id,
      step: output.step ?? 0,
      model: models[index],
    }),
  );
  if (outputs.length === 0 && !versions.data?.length && !versions.error) return null;
  return (
    <Section title="Models" size={outputs.length || undefined} flush>
      {checkpoints.length > 0 && <Checkpoints checkpoints={checkpoints} total={outputs.length} />}
      {versions.error && <Failure error={versions.error} onRetry={versions.refetch} />}
      {versions.data && versions.data.length > 0 && <Versions versions={versions.data} />}
    </Section>
  );
}

function Checkpoints({ checkpoints, total }: { checkpoints: readonly Checkpoint[]; total: number }) {
  const metrics = metricsOf(checkpoints);
  const [chosen, setChosen] = useState<string>();
  const metric = chosen ?? metrics[0];
  const ranked = metric ? rankedBy(checkpoints, metric) : checkpoints;
  return (
    <>
      {metrics.length > 0 && (
        <p className={styles.rank}>
          <label>
            Ranked by{" "}
            <select value={metric} onChange={(event) => setChosen(event.target.value)}>
              {metrics.map((key) => (
                <option key={key} value={key}>
                  {visible(key)}
                </option>
              ))}
            </select>
          </label>
        </p>
      )}
      <LongTable
        label="Logged models"
        columns={modelColumns(metric)}
        rows={ranked}
        keyOf={(checkpoint) => `${checkpoint.modelId} ${checkpoint.step}`}
      />
      {total > checkpoints.length && (
        <p className={styles.rest}>
          The first {count(checkpoints.length)} of {count(total)} models.
        </p>
      )}
    </>
  );
}

function modelColumns(metric: string | undefined): readonly LongColumn<Checkpoint>[] {
  const rankValue = ({ model }: Checkpoint) => metricOf(model, metric);
  return [
    {
      id: "name",
      head: "Model",
      width: "34%",
      sortBy: ({ model, modelId }) => model?.info.name ?? modelId,
      cell: ({ model, modelId }) => (
        <Link to="/logged-models/$modelId" params={{ modelId }}>
          {visible(model?.info.name ?? modelId)}
        </Link>
      ),
    },
    { id: "step", head: "Step", numeric: true, sortBy: ({ step }) => step, cell: ({ step }) => count(step) },
    ...(metric === undefined
      ? []
      : [
          {
            id: "metric",
            head: visible(metric),
            numeric: true,
            sortBy: rankValue,
            cell: (checkpoint: Checkpoint) => {
              const value = rankValue(checkpoint);
              return value === undefined ? null : number(value);
            },
          },
        ]),
    { id: "kind", head: "Kind", cell: ({ model }) => visible(model?.info.model_type ?? "") },
    { id: "made", head: "Made", cell: ({ model }) => <Time ms={model?.info.creation_timestamp_ms} /> },
    { id: "id", head: "Id", cell: ({ modelId }) => <IdCell id={modelId} /> },
  ];
}

function IdCell({ id }: { id: string }) {
  return (
    <span className={styles.id}>
      <code>{id.slice(0, 10)}</code>
      <CopyButton text={`models:/${id}`} label="Copy the model's URI" />
    </span>
  );
}

function metricOf(model: LoggedModel | undefined, key: string | undefined): number | undefined {
  return numberOf(model?.data?.metrics?.find((metric) => metric.key === key)?.value);
}

function Versions({ versions }: { versions: readonly ModelVersion[] }) {
  return (
    <ul className={styles.versions} aria-label="Registered versions">
      {versions.map((version) => (
        <li key={`${version.name}/${version.version}`}>
          Registered as{" "}
          <Link to="/models/$name/versions/$version" params={{ name: version.name, version: version.version }}>
            {visible(version.name)} version {version.version}
          </Link>
          {version.aliases?.map((alias) => (
            <span key={alias} className={styles.alias}>
              @{visible(alias)}
            </span>
          ))}
          {version.current_stage && version.current_stage !== "None" && (
            <span className={styles.alias}>{visible(version.current_stage)}</span>
          )}
          <CopyButton text={`models:/${version.name}/${version.version}`} label="Copy the version's URI" />
        </li>
      ))}
    </ul>
  );
}
