import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { getLoggedModel, type LoggedModel } from "../api/models";
import type { Metric } from "../api/run";
import { dateTime, number, numberOf, visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Section } from "../kit/Section";
import { Failure, Skeleton } from "../kit/States";
import { PageHead } from "../shell/PageHead";
import { LoadCode } from "./LoadCode";
import styles from "./models.module.css";
import { TagFacts } from "./TagFacts";

/** A model as a run logged it. */
export function LoggedModelPage() {
  const { modelId } = useParams({ from: "/logged-models/$modelId" });
  const { data, error, refetch } = useQuery({
    queryKey: ["logged model", modelId],
    queryFn: ({ signal }) => getLoggedModel(modelId, signal),
  });
  return (
    <>
      <PageHead
        crumbs={[
          data
            ? {
                label: `Experiment ${data.info.experiment_id}`,
                to: "/experiments/$experimentId/runs",
                params: { experimentId: data.info.experiment_id },
              }
            : { label: "Experiments", to: "/experiments" },
        ]}
        title={data?.info.name ?? modelId}
      />
      <div className={styles.page}>
        {error ? <Failure error={error} onRetry={refetch} /> : data ? <Model model={data} /> : <Skeleton lines={6} />}
      </div>
    </>
  );
}

function Model({ model: { info, data } }: { model: LoggedModel }) {
  const metrics = data?.metrics ?? [];
  return (
    <>
      <Section title="Details">
        <dl className={styles.facts}>
          <dt>Id</dt>
          <dd>
            <code>{info.model_id}</code>
          </dd>
          {info.source_run_id && (
            <>
              <dt>From run</dt>
              <dd>
                <Link to="/runs/$runId" params={{ runId: info.source_run_id }}>
                  {info.source_run_id}
                </Link>
              </dd>
            </>
          )}
          {info.model_type && (
            <>
              <dt>Kind</dt>
              <dd>{visible(info.model_type)}</dd>
            </>
          )}
          {info.creation_timestamp_ms !== undefined && (
            <>
              <dt>Made</dt>
              <dd>{dateTime(info.creation_timestamp_ms)}</dd>
            </>
          )}
        </dl>
      </Section>
      {metrics.length > 0 && (
        <Section title="Metrics" size={metrics.length} flush>
          <LongTable
            label="Metrics"
            columns={metricColumns}
            rows={metrics}
            keyOf={(metric, index) => `${metric.key} ${index}`}
          />
        </Section>
      )}
      <TagFacts title="Params" tags={data?.params} />
      <TagFacts tags={info.tags} />
      <LoadCode uri={`models:/${info.model_id}`} />
    </>
  );
}

const metricColumns: readonly LongColumn<Metric>[] = [
  { id: "key", head: "Metric", width: "40%", sortBy: ({ key }) => key, cell: ({ key }) => visible(key) },
  {
    id: "value",
    head: "Value",
    numeric: true,
    sortBy: ({ value }) => numberOf(value),
    cell: ({ value }) => {
      const size = numberOf(value);
      return size === undefined ? null : number(size);
    },
  },
  { id: "step", head: "Step", numeric: true, sortBy: ({ step }) => step, cell: ({ step }) => step },
  { id: "data", head: "Data", cell: ({ dataset_name }) => visible(dataset_name ?? "") },
];
