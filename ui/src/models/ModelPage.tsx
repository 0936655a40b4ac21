import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { getModel, type ModelVersion, type RegisteredModel, versionsOfModel } from "../api/models";
import { Button } from "../kit/Button";
import { firstLine } from "../kit/firstLine";
import { visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Markdown } from "../kit/Markdown";
import { Section } from "../kit/Section";
import { Failure, Skeleton } from "../kit/States";
import { Time } from "../kit/Time";
import { PageHead } from "../shell/PageHead";
import { Aliases } from "./Aliases";
import styles from "./models.module.css";
import { TagFacts } from "./TagFacts";
import { useMore } from "./useMore";

/** A registered model and its versions. */
export function ModelPage() {
  const { name } = useParams({ from: "/models/$name" });
  const model = useQuery({ queryKey: ["model", name], queryFn: ({ signal }) => getModel(name, signal) });
  const versions = useMore(["versions of model", name], (token, signal) => versionsOfModel(name, token, signal));
  const rows = versions.data?.pages.flatMap((page) => page.model_versions ?? []);
  return (
    <>
      <PageHead
        crumbs={[{ label: "Models", to: "/models" }]}
        title={name}
        facts={
          model.data && (
            <span>
              changed <Time ms={model.data.last_updated_timestamp} />
            </span>
          )
        }
      />
      <div className={styles.page}>
        {model.error ? (
          <Failure error={model.error} onRetry={model.refetch} />
        ) : model.data ? (
          <About model={model.data} />
        ) : (
          <Skeleton />
        )}
        {versions.error && <Failure error={versions.error} onRetry={versions.refetch} />}
        {rows && (
          <Section title="Versions" flush>
            <LongTable
              label="Versions"
              columns={versionColumns(name, model.data)}
              rows={rows}
              keyOf={({ version }) => version}
            />
          </Section>
        )}
        {versions.hasNextPage && <Button onClick={() => void versions.fetchNextPage()}>Show more</Button>}
      </div>
    </>
  );
}

function About({ model }: { model: RegisteredModel }) {
  return (
    <>
      {model.description && (
        <Section title="Note">
          <Markdown text={model.description} />
        </Section>
      )}
      <TagFacts tags={model.tags} />
    </>
  );
}

function versionColumns(name: string, model: RegisteredModel | undefined): readonly LongColumn<ModelVersion>[] {
  // Searches of versions do not tell aliases; the model does.
  const aliasesOf = (version: string) =>
    (model?.aliases ?? []).filter((each) => each.version === version).map(({ alias }) => alias);
  return [
    {
      id: "version",
      head: "Version",
      sortBy: ({ version }) => Number(version),
      cell: ({ version }) => (
        <Link to="/models/$name/versions/$version" params={{ name, version }}>
          Version {version}
        </Link>
      ),
    },
    {
      id: "aliases",
      head: "Aliases and stage",
      cell: ({ version, current_stage }) => <Aliases aliases={aliasesOf(version)} stage={current_stage} />,
    },
    {
      id: "run",
      head: "From run",
      cell: ({ run_id }) =>
        run_id ? (
          <Link to="/runs/$runId" params={{ runId: run_id }}>
            {run_id.slice(0, 10)}
          </Link>
        ) : null,
    },
    { id: "note", dispensable: true, head: "Note", cell: ({ description }) => visible(firstLine(description)) },
    {
      id: "made",
      head: "Made",
      sortBy: ({ creation_timestamp }) => creation_timestamp,
      cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} />,
    },
  ];
}
