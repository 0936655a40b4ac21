import type { Cell } from "../api/runsTable";
import { copy } from "../kit/Copy";
import { dateTime, number, visible } from "../kit/format";
import { MenuAt, MenuItem, MenuLine } from "../kit/Menu";
import { toast } from "../kit/Toasts";
import type { Comparator, TableActions } from "./actions";
import { type Column, isSortable } from "./columns";
import { textOf } from "./text";

/** A cell whose menu is open, and where on the screen it was asked for. */
export interface CellPlace {
  column: Column;
  cell: Cell;
  runId: string;
  x: number;
  y: number;
}

interface CellMenuProps {
  place: CellPlace | undefined;
  peeked: string | undefined;
  actions: TableActions;
  onClose: () => void;
}

/** What can be done with the value of a cell: by the right button of the mouse, or the menu key. */
export function CellMenu({ place, peeked, actions, onClose }: CellMenuProps) {
  if (!place) return null;
  const { column, cell, runId } = place;
  const isFilter = isSortable(column) && cell !== null && typeof cell !== "object" && cell !== "NaN";
  const copyValue = async () => {
    const text = textOf(cell);
    const done = await copy(text);
    toast(done ? { text: "Copied the value." } : { text: `The browser refused to copy. The value: ${visible(text)}` });
  };
  return (
    <MenuAt x={place.x} y={place.y} onClose={onClose}>
      {isFilter && (
        <>
          {comparatorsOf(column, cell).map(([comparator, word]) => (
            <MenuItem key={comparator} onClick={() => actions.filterBy(column, cell, comparator)}>
              {word} {shortText(column, cell)}
            </MenuItem>
          ))}
          <MenuLine />
        </>
      )}
      <MenuItem disabled={cell === null} onClick={() => void copyValue()}>
        Copy the value
      </MenuItem>
      <MenuItem onClick={() => actions.peek(runId)}>
        {runId === peeked ? "Close the run beside the table" : "Show the run beside the table"}
      </MenuItem>
      <MenuItem onClick={() => actions.open(runId)}>Open the run</MenuItem>
    </MenuAt>
  );
}

/** Numbers are seldom met again: with them one looks for those that are better. Words are. */
function comparatorsOf(column: Column, cell: Cell): readonly (readonly [Comparator, string])[] {
  const isNumber = column.kind === "metric" || typeof cell === "number";
  return isNumber
    ? [
        [">=", "Only runs with at least"],
        ["<=", "Only runs with at most"],
      ]
    : [
        ["=", "Only runs with"],
        ["!=", "Only runs without"],
      ];
}

function shortText(column: Column, cell: Cell): string {
  if (typeof cell === "number") return column.key.endsWith("_time") ? dateTime(cell) : number(cell, 6);
  const text = visible(textOf(cell));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
