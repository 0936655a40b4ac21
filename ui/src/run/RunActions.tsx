import { useNavigate } from "@tanstack/react-router";
import type { Run } from "../api/run";
import { IconButton } from "../kit/Button";
import { copy } from "../kit/Copy";
import { Icon } from "../kit/Icon";
import { Menu, MenuItem, MenuLine } from "../kit/Menu";
import { toast } from "../kit/Toasts";
import { ComparePicker } from "./ComparePicker";
import { useRunChanges } from "./useRunChanges";

interface RunActionsProps {
  run: Run;
  /** Whether the runs to compare it with are being chosen. */
  comparing: boolean;
  onComparing: (comparing: boolean) => void;
}

/** What can be done with the run as a whole. */
export function RunActions({ run, comparing, onComparing }: RunActionsProps) {
  const { run_id: runId, experiment_id: experimentId } = run.info;
  const changes = useRunChanges(runId);
  const navigate = useNavigate();
  const deleted = run.info.lifecycle_stage === "deleted";

  const copyText = async (text: string, what: string) => {
    const done = await copy(text);
    toast(done ? { text: `Copied the ${what}.` } : { text: `The browser refused to copy. The ${what}: ${text}` });
  };
  return (
    <>
      <ComparePicker run={run} open={comparing} onOpen={onComparing} />
      <Menu
        align="end"
        trigger={
          <IconButton label="More actions">
            <Icon name="more" />
          </IconButton>
        }
      >
        <MenuItem onClick={() => copyText(runId, "run id")}>Copy run id</MenuItem>
        <MenuItem onClick={() => copyText(location.href, "link")}>Copy link</MenuItem>
        {run.info.artifact_uri && (
          <MenuItem onClick={() => copyText(run.info.artifact_uri ?? "", "artifact location")}>
            Copy artifact location
          </MenuItem>
        )}
        <MenuItem onClick={() => navigate({ to: "/experiments/$experimentId/runs", params: { experimentId } })}>
          All runs of the experiment
        </MenuItem>
        <MenuLine />
        {deleted ? (
          <MenuItem onClick={() => void changes.restore()}>Restore</MenuItem>
        ) : (
          <MenuItem danger onClick={() => void changes.remove()}>
            Delete
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
