import { useQueries } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { modelArtifacts, runArtifacts } from "../api/artifacts";
import { getLoggedModel } from "../api/models";
import type { Run } from "../api/run";
import { ArtifactBrowser } from "../artifacts/ArtifactBrowser";
import { visible } from "../kit/format";
import styles from "./ArtifactsTab.module.css";
import { useRun } from "./useRun";

/** The run's files, and those of the models that it logged. What is shown stands in the address. */
export function ArtifactsTab() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const { _splat } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const run = useRun(runId).data?.run;
  const modelIds = run?.outputs?.model_outputs?.map(({ model_id }) => model_id) ?? [];
  const model = modelIds.find((id) => id === search.model);
  const source = useMemo(() => (model ? modelArtifacts(model) : runArtifacts(runId)), [model, runId]);
  const navigate = useNavigate();

  const onPath = (path: string) => {
    const at = { search: { model } };
    return path === ""
      ? navigate({ to: "/runs/$runId/artifacts", params: { runId }, ...at })
      : navigate({ to: "/runs/$runId/artifacts/$", params: { runId, _splat: path }, ...at });
  };
  const onModel = (id: string) =>
    navigate({ to: "/runs/$runId/artifacts", params: { runId }, search: { model: id || undefined } });
  const head = run && modelIds.length > 0 && <Whose run={run} chosen={model ?? ""} onChoose={onModel} />;
  return <ArtifactBrowser key={source.id} source={source} path={_splat ?? ""} onPath={onPath} head={head} />;
}

/** More than these are chosen on the pages of the models. */
const most = 100;

/** Whether the run's files are shown, or those of one of its models. */
function Whose({ run, chosen, onChoose }: { run: Run; chosen: string; onChoose: (modelId: string) => void }) {
  const outputs = (run.outputs?.model_outputs ?? []).slice(0, most);
  const names = useQueries({
    queries: outputs.map(({ model_id }) => ({
      queryKey: ["logged model", model_id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getLoggedModel(model_id, signal),
    })),
    combine: (answers) => answers.map(({ data }) => data?.info.name),
  });
  return (
    <label className={styles.whose}>
      Files of
      <select className={styles.select} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        <option value="">the run</option>
        {outputs.map(({ model_id, step }, index) => (
          <option key={model_id} value={model_id}>
            {`model ${visible(names[index] ?? model_id)}${step ? ` at ${step}` : ""}`}
          </option>
        ))}
      </select>
    </label>
  );
}
