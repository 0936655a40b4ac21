import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { runArtifacts } from "../api/artifacts";
import { ArtifactBrowser } from "../artifacts/ArtifactBrowser";

/** The run's files. The path of what is shown stands in the address. */
export function ArtifactsTab() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const { _splat } = useParams({ strict: false });
  const source = useMemo(() => runArtifacts(runId), [runId]);
  const navigate = useNavigate();
  const onPath = (path: string) =>
    path === ""
      ? navigate({ to: "/runs/$runId/artifacts", params: { runId } })
      : navigate({ to: "/runs/$runId/artifacts/$", params: { runId, _splat: path } });
  return <ArtifactBrowser key={runId} source={source} path={_splat ?? ""} onPath={onPath} />;
}
