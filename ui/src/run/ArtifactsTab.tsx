export function ArtifactsTab() {
  return <h2>Artifacts</h2>;
}
