import type { View } from "../api/runsTable";
import { Button } from "../kit/Button";
import { Empty } from "../kit/States";
import type { ChangeState } from "./useRunsState";

/** What to do where no run is found. */
export function NoRuns({ filtered, view, change }: { filtered: boolean; view: View; change: ChangeState }) {
  if (filtered)
    return (
      <Empty title="No run matches the filter">
        <Button onClick={() => change({ q: "" })}>Show all runs</Button>
      </Empty>
    );
  if (view === "DELETED_ONLY")
    return (
      <Empty title="No run is deleted">
        <Button onClick={() => change({ view: "ACTIVE_ONLY" })}>Show active runs</Button>
      </Empty>
    );
  return (
    <Empty title="No runs yet">
      <p>Runs that are logged into this experiment appear here.</p>
    </Empty>
  );
}
