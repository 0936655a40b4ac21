export function ChartsPage() {
  return <h2>Charts</h2>;
}
