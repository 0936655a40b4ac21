import { PageHead } from "../shell/PageHead";

export function ComparePage() {
  return <PageHead title="Compare runs" />;
}
