import { Icon } from "../kit/Icon";
import { Menu, MenuItem, MenuLine, MenuRadio } from "../kit/Menu";
import type { ColumnActions, Sort } from "./actions";
import { type Column, isSortable, labelOf, parts } from "./columns";
import styles from "./RunsTable.module.css";

const partNames = { last: "Last value", min: "Least value", max: "Greatest value", step: "Last step" } as const;

interface ColumnMenuProps {
  column: Column;
  sort: Sort | undefined;
  actions: ColumnActions;
  pinned: boolean;
}

/** What else can be done with a column. */
export function ColumnMenu({ column, sort, actions, pinned }: ColumnMenuProps) {
  const isName = column.name === "run_name";
  return (
    <Menu
      trigger={
        <button type="button" tabIndex={-1} className={styles.more} aria-label={`Column ${labelOf(column)}`}>
          <Icon name="chevronDown" size={12} />
        </button>
      }
    >
      {isSortable(column) && (
        <>
          <MenuItem onClick={() => actions.sort(column, false)}>
            {mark(sort?.column === column.name && !sort.descending)}Sort, least first
          </MenuItem>
          <MenuItem onClick={() => actions.sort(column, true)}>
            {mark(sort?.column === column.name && sort.descending)}Sort, greatest first
          </MenuItem>
          <MenuItem onClick={() => actions.filter(column)}>{mark(false)}Filter by this</MenuItem>
          <MenuLine />
        </>
      )}
      {column.part && (
        <>
          <MenuRadio
            value={column.part}
            onChange={(part) => actions.showPart(column, part)}
            options={parts.map((part) => [part, partNames[part]] as const)}
          />
          <MenuLine />
        </>
      )}
      {!isName && (
        <>
          <MenuItem onClick={() => actions.pin(column, !pinned)}>
            {mark(false)}
            {pinned ? "Unpin" : "Pin at the left"}
          </MenuItem>
          <MenuItem onClick={() => actions.move(column, -1)}>{mark(false)}Move left</MenuItem>
          <MenuItem onClick={() => actions.move(column, 1)}>{mark(false)}Move right</MenuItem>
          <MenuItem onClick={() => actions.hide(column)}>{mark(false)}Hide</MenuItem>
        </>
      )}
    </Menu>
  );
}

function mark(on: boolean) {
  return (
    <span className={styles.menuMark} aria-hidden="true">
      {on ? "✓" : ""}
    </span>
  );
}
