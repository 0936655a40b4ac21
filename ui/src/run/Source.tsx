import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ArtifactFile, runArtifacts } from "../api/artifacts";
import { type Run, tagOf } from "../api/run";
import { CopyButton } from "../kit/Copy";
import { visible } from "../kit/format";
import { commitPage, repositoryPage } from "../kit/gitLink";
import { Section } from "../kit/Section";
import { Fact } from "./Details";
import styles from "./OverviewTab.module.css";

/** What was run: the program, its commit, and what it had changed. */
export function Source({ run }: { run: Run }) {
  const name = tagOf(run, "mlflow.source.name");
  const type = tagOf(run, "mlflow.source.type");
  const entryPoint = tagOf(run, "mlflow.project.entryPoint");
  const commit = tagOf(run, "mlflow.source.git.commit");
  const branch = tagOf(run, "mlflow.source.git.branch");
  const remote = tagOf(run, "mlflow.source.git.repoURL") ?? (type === "PROJECT" ? name : undefined);
  const command = commandOf(run);
  const { diffs, code } = useSourceFiles(run.info.run_id);
  if (!name && !commit && !command && diffs.length + code.length === 0) return null;
  return (
    <Section title="Source">
      <dl className={styles.facts}>
        {name && (
          <Fact name={type ? (kinds[type] ?? visible(type)) : "Program"}>
            <Copied text={name} label="Copy the source's name" />
          </Fact>
        )}
        {command && (
          <Fact name="Command">
            <Copied text={command} label="Copy the command line" />
          </Fact>
        )}
        {entryPoint && <Fact name="Entry point">{visible(entryPoint)}</Fact>}
        {remote && (
          <Fact name="Repository">
            <External to={repositoryPage(remote)} text={remote} />
          </Fact>
        )}
        {branch && <Fact name="Branch">{visible(branch)}</Fact>}
        {commit && (
          <Fact name="Commit">
            <span className={styles.withButton}>
              <code title={visible(commit)}>
                <External to={remote && commitPage(remote, commit)} text={commit.slice(0, 12)} />
              </code>
              <CopyButton text={commit} label="Copy the commit" />
            </span>
          </Fact>
        )}
        {[...code, ...diffs].map((file) => (
          <Fact key={file.path} name={file.is_dir ? "Code" : "Changes"}>
            <Link to="/runs/$runId/artifacts/$" params={{ runId: run.info.run_id, _splat: file.path }}>
              {visible(file.path)}
            </Link>
          </Fact>
        ))}
      </dl>
    </Section>
  );
}

const kinds: Record<string, string> = {
  LOCAL: "Program",
  NOTEBOOK: "Notebook",
  JOB: "Job",
  PROJECT: "Project",
  RECIPE: "Recipe",
};

/** Clients have no one name for it. */
function commandOf(run: Run): string | undefined {
  for (const key of ["leat.command", "mlflow.source.command", "command", "command_line"]) {
    const value = tagOf(run, key);
    if (value) return value;
  }
  return undefined;
}

/** Code and diffs that were logged beside the other files, by the names that tools give them. */
function useSourceFiles(runId: string): { diffs: readonly ArtifactFile[]; code: readonly ArtifactFile[] } {
  const { data } = useQuery({
    queryKey: ["artifacts", runId, ""],
    queryFn: ({ signal }) => runArtifacts(runId).list("", signal),
    retry: false,
  });
  return {
    diffs: data?.filter((file) => !file.is_dir && /\.(diff|patch)$/i.test(file.path)) ?? [],
    code: data?.filter((file) => file.is_dir && /^(code|src|source)$/i.test(file.path)) ?? [],
  };
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span className={styles.withButton}>
      <code>{visible(text)}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

function External({ to, text }: { to: string | undefined; text: string }) {
  if (!to) return <>{visible(text)}</>;
  return (
    <a href={to} rel="noopener noreferrer nofollow">
      {visible(text)}
    </a>
  );
}
