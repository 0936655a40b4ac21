export function SystemTab() {
  return <h2>System metrics</h2>;
}
