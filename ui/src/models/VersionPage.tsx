import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { getVersion, type ModelVersion } from "../api/models";
import { CopyButton } from "../kit/Copy";
import { dateTime, visible } from "../kit/format";
import { Markdown } from "../kit/Markdown";
import { Section } from "../kit/Section";
import { Failure, Skeleton } from "../kit/States";
import { PageHead } from "../shell/PageHead";
import { Aliases } from "./Aliases";
import { LoadCode } from "./LoadCode";
import styles from "./models.module.css";
import { TagFacts } from "./TagFacts";

/** One version of a registered model: what it came from, and how it is loaded. */
export function VersionPage() {
  const { name, version } = useParams({ from: "/models/$name/versions/$version" });
  const { data, error, refetch } = useQuery({
    queryKey: ["model version", name, version],
    queryFn: ({ signal }) => getVersion(name, version, signal),
  });
  return (
    <>
      <PageHead
        crumbs={[
          { label: "Models", to: "/models" },
          { label: name, to: "/models/$name", params: { name } },
        ]}
        title={`Version ${version}`}
        facts={data && <Aliases aliases={data.aliases ?? []} stage={data.current_stage} />}
      />
      <div className={styles.page}>
        {error ? (
          <Failure error={error} onRetry={refetch} />
        ) : data ? (
          <Version version={data} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}

function Version({ version }: { version: ModelVersion }) {
  return (
    <>
      {version.description && (
        <Section title="Note">
          <Markdown text={version.description} />
        </Section>
      )}
      <Section title="Details">
        <dl className={styles.facts}>
          {version.run_id && (
            <>
              <dt>From run</dt>
              <dd>
                <Link to="/runs/$runId" params={{ runId: version.run_id }}>
                  {version.run_id}
                </Link>
              </dd>
            </>
          )}
          <dt>Source</dt>
          <dd>
            <code>{visible(version.source ?? "")}</code>
            {version.source && <CopyButton text={version.source} label="Copy the source" />}
          </dd>
          {version.status && version.status !== "READY" && (
            <>
              <dt>State</dt>
              <dd>{visible(version.status)}</dd>
            </>
          )}
          {version.creation_timestamp !== undefined && (
            <>
              <dt>Made</dt>
              <dd>{dateTime(version.creation_timestamp)}</dd>
            </>
          )}
        </dl>
      </Section>
      <TagFacts tags={version.tags} />
      <LoadCode uri={`models:/${version.name}/${version.version}`} />
    </>
  );
}
