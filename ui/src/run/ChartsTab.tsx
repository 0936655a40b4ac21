export function ChartsTab() {
  return <h2>Charts</h2>;
}
