import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { runArtifacts } from "../api/artifacts";
import { nameOf, type Run, tagOf } from "../api/run";
import { viewerOf } from "../artifacts/kinds";
import { classes } from "../kit/classes";
import { FindField, finds } from "../kit/FindField";
import { visible } from "../kit/format";
import { comparePage } from "../kit/gitLink";
import type { RunLook } from "../kit/palette";
import { RunMark } from "../kit/RunMark";
import { Empty, Failure, Skeleton } from "../kit/States";
import styles from "./CompareFiles.module.css";
import { FilePair } from "./FilePair";
import { type CommonFile, isCommon, unionOf, walk } from "./fileUnion";
import type { CompareState } from "./useCompareState";

interface CompareFilesProps {
  runs: readonly Run[];
  looks: ReadonlyMap<string, RunLook>;
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

/** Files of two of the runs: those that both have at the same path, and what differs in them. */
export default function CompareFiles({ runs, looks, state, change }: CompareFilesProps) {
  const left = runs.find((run) => run.info.run_id === state.base) ?? runs[0];
  const right = runs.find((run) => run.info.run_id === state.other && run !== left) ?? runs.find((run) => run !== left);
  if (!left || !right)
    return (
      <Empty title="Two runs are needed">
        <p>Files are compared between two runs; this comparison has one.</p>
      </Empty>
    );
  return (
    <div className={styles.view}>
      <div className={styles.runs}>
        <RunChoice label="Left" runs={runs} chosen={left} looks={looks} onChoose={(base) => change({ base })} />
        <RunChoice label="Right" runs={runs} chosen={right} looks={looks} onChoose={(other) => change({ other })} />
      </div>
      <Commits left={left} right={right} />
      <Files key={`${left.info.run_id} ${right.info.run_id}`} left={left} right={right} state={state} change={change} />
    </div>
  );
}

/** What one would look at first: a file of both whose kind can be shown. */
function isReadable(file: CommonFile): boolean {
  return isCommon(file) && viewerOf(file.path) !== "unknown";
}

interface RunChoiceProps {
  label: string;
  runs: readonly Run[];
  chosen: Run;
  looks: ReadonlyMap<string, RunLook>;
  onChoose: (runId: string) => void;
}

function RunChoice({ label, runs, chosen, looks, onChoose }: RunChoiceProps) {
  const look = looks.get(chosen.info.run_id);
  return (
    <label className={styles.choice}>
      {label} {look && <RunMark look={look} />}
      <select value={chosen.info.run_id} onChange={(event) => onChoose(event.target.value)}>
        {runs.map((run) => (
          <option key={run.info.run_id} value={run.info.run_id}>
            {visible(nameOf(run))}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What lies between the commits of the two runs, on the repository's own page. */
function Commits({ left, right }: { left: Run; right: Run }) {
  const [from, to] = [left, right].map((run) => tagOf(run, "mlflow.source.git.commit") ?? "");
  const remote = tagOf(left, "mlflow.source.git.repoURL") ?? "";
  const page = from && to && from !== to ? comparePage(remote, from, to) : undefined;
  if (!page || tagOf(right, "mlflow.source.git.repoURL") !== remote) return null;
  return (
    <p className={styles.commits}>
      <a href={page} rel="noopener noreferrer nofollow">
        What changed from {from?.slice(0, 12)} to {to?.slice(0, 12)}
      </a>
    </p>
  );
}

interface FilesProps {
  left: Run;
  right: Run;
  state: CompareState;
  change: (change: Partial<CompareState>) => void;
}

function Files({ left, right, state, change }: FilesProps) {
  const sources = useMemo(
    () => [runArtifacts(left.info.run_id), runArtifacts(right.info.run_id)] as const,
    [left.info.run_id, right.info.run_id],
  );
  const { data, error, refetch } = useQuery({
    queryKey: ["files of two runs", left.info.run_id, right.info.run_id],
    queryFn: ({ signal }) => Promise.all(sources.map((source) => walk(source, signal))),
  });
  const [typed, setTyped] = useState("");
  const union = useMemo(() => unionOf(data?.[0]?.files ?? [], data?.[1]?.files ?? []), [data]);
  const shown = union.find((file) => file.path === state.file) ?? union.find(isReadable) ?? union.find(isCommon);
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data) return <Skeleton lines={8} />;
  if (union.length === 0)
    return (
      <Empty title="No files">
        <p>Neither of these two runs has logged a file.</p>
      </Empty>
    );
  return (
    <div className={styles.files}>
      <nav className={styles.side} aria-label="Files of both runs">
        <FindField className={styles.find ?? ""} label="Find files" value={typed} onChange={setTyped} />
        <ul className={styles.list}>
          {union
            .filter((file) => finds(typed, file.path))
            .map((file) => (
              <FileLine
                key={file.path}
                file={file}
                isShown={file === shown}
                onShow={() => change({ file: file.path })}
              />
            ))}
        </ul>
        {data.some(({ all }) => !all) && (
          <p className={styles.rest}>These runs have more files than are listed here.</p>
        )}
      </nav>
      {shown ? (
        <FilePair
          key={shown.path}
          file={shown}
          left={sources[0]}
          right={sources[1]}
          names={[nameOf(left), nameOf(right)]}
        />
      ) : (
        <p className={styles.rest}>The two runs have no file at the same path.</p>
      )}
    </div>
  );
}

function FileLine({ file, isShown, onShow }: { file: CommonFile; isShown: boolean; onShow: () => void }) {
  return (
    <li>
      <button
        type="button"
        className={classes(styles.file, isShown && styles.shown)}
        aria-current={isShown ? "true" : undefined}
        onClick={onShow}
      >
        <span className={styles.path}>{visible(file.path)}</span>
        {!isCommon(file) && <span className={styles.only}>{file.left ? "left only" : "right only"}</span>}
      </button>
    </li>
  );
}
