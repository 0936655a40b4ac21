import type { View } from "../api/runsTable";
import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { Menu, MenuItem, MenuLine, MenuRadio } from "../kit/Menu";
import type { ExportForm } from "./exportRuns";
import type { RunsState, Split } from "./state";
import type { ChangeState } from "./useRunsState";

const views: readonly (readonly [View, string])[] = [
  ["ACTIVE_ONLY", "Active runs"],
  ["DELETED_ONLY", "Deleted runs"],
  ["ALL", "All runs"],
];

const splits: readonly (readonly [Split, string])[] = [
  ["off", "No charts"],
  ["half", "Charts beside the table"],
  ["full", "Charts only"],
];

const tops: readonly (readonly [string, string])[] = ["5", "10", "20", "50"].map((top) => [
  top,
  `Draw the first ${top}`,
]);

interface ViewMenuProps {
  state: RunsState;
  change: ChangeState;
  onExport: (form: ExportForm) => void;
}

/** Which runs are shown, what is drawn of them, and what can be taken away as a file. */
export function ViewMenu({ state, change, onExport }: ViewMenuProps) {
  const name = views.find(([view]) => view === state.view)?.[1] ?? "";
  const isDrawnByHand = state.only !== undefined || state.hide.length > 0 || state.show.length > 0;
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          {name}
          <Icon name="chevronDown" size={12} />
        </Button>
      }
    >
      <MenuRadio value={state.view} onChange={(view) => change({ view, sel: [] })} options={views} />
      <MenuLine />
      <MenuRadio value={state.split} onChange={(split) => change({ split })} options={splits} />
      <MenuLine />
      <MenuRadio value={String(state.top)} onChange={(top) => change({ top: Number(top) })} options={tops} />
      {isDrawnByHand && (
        <MenuItem onClick={() => change({ only: undefined, hide: [], show: [] })}>
          Draw what is drawn by default
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem onClick={() => onExport("csv")}>Export as CSV</MenuItem>
      <MenuItem onClick={() => onExport("json")}>Export as JSON, one run a line</MenuItem>
    </Menu>
  );
}
