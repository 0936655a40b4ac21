import { type MouseEvent, memo } from "react";
import { Checkbox } from "../kit/Checkbox";
import { classes } from "../kit/classes";
import { visible } from "../kit/format";
import type { RunLook } from "../kit/palette";
import { RunMark } from "../kit/RunMark";
import type { TableActions } from "./actions";
import { Name } from "./cells/Name";
import { Value } from "./cells/Value";
import type { Digits } from "./digits";
import { EYE, EYE_WIDTH, type Layout, NAME, type PlacedColumn, SELECT, SELECT_WIDTH } from "./layout";
import styles from "./RunsTable.module.css";
import { cellOf } from "./rows";
import type { TreeRow } from "./tree";

export interface RowProps {
  item: TreeRow | undefined;
  /** Its place in the table. */
  index: number;
  /** Where it stands among all rows, in px. */
  top: number;
  layout: Layout;
  chosen: boolean;
  /** How it is drawn in charts; undefined if it is not. */
  look: RunLook | undefined;
  /** Whether it is shown beside the table. */
  peeked: boolean;
  isOpen: boolean;
  /** The column of the cell that the keyboard is at; -1 if it is in another row. */
  activeAt: number;
  /** Only the name: rows pass too fast to be read. */
  light: boolean;
  digits: ReadonlyMap<string, Digits>;
  /** The column whose value is the best of all, as the table is sorted by it. */
  bestColumn: string | undefined;
  actions: TableActions;
}

/** One run. */
export const Row = memo(function Row(props: RowProps) {
  const { item, index, top, layout, chosen, activeAt, light, actions } = props;
  const frame = {
    role: "row",
    "aria-rowindex": index + 2,
    "aria-selected": item ? chosen : undefined,
    "data-row": index,
    "data-peeked": props.peeked || undefined,
    style: { ...layout.row, top },
  };
  if (!item)
    return (
      <div {...frame} className={styles.row}>
        <div className={styles.cell} style={layout.onlyName} {...gridPlace(NAME, activeAt)}>
          <span className={styles.bone} />
        </div>
      </div>
    );
  const name = String(cellOf(item.ref, "run_name") ?? item.ref.runId);
  if (light)
    return (
      <div {...frame} className={classes(styles.row, chosen && styles.chosen)}>
        <div role="presentation" className={styles.stay} style={layout.stay}>
          <div className={styles.cell} style={layout.onlyName} {...gridPlace(NAME, activeAt)}>
            <span className={styles.lightName}>{visible(name)}</span>
          </div>
        </div>
      </div>
    );
  const pins = layout.pinned.map((place) => <ValueCell key={place.column.name} {...props} item={item} place={place} />);
  return (
    <div {...frame} className={classes(styles.row, chosen && styles.chosen)} data-run={item.ref.runId}>
      <div role="presentation" className={styles.stay} style={layout.stay}>
        <SelectCell {...props} name={name} />
        <EyeCell {...props} item={item} name={name} />
        <div
          className={classes(styles.cell, styles.name)}
          style={{ width: layout.nameWidth }}
          {...gridPlace(NAME, activeAt)}
        >
          <Name item={item} isOpen={props.isOpen} peeked={props.peeked} actions={actions} />
        </div>
        {layout.pinsStay && pins}
      </div>
      {!layout.pinsStay && pins}
      {layout.free.map((place) => (
        <ValueCell key={place.column.name} {...props} item={item} place={place} />
      ))}
    </div>
  );
});

const selectWidth = { width: SELECT_WIDTH };
const eyeWidth = { width: EYE_WIDTH };

function gridPlace(at: number, activeAt: number) {
  return { role: "gridcell", "aria-colindex": at + 1, "data-col": at, tabIndex: at === activeAt ? 0 : -1 };
}

function SelectCell({ index, chosen, activeAt, actions, name }: RowProps & { name: string }) {
  return (
    <div className={classes(styles.cell, styles.select)} style={selectWidth} {...gridPlace(SELECT, activeAt)}>
      <Checkbox
        tabIndex={-1}
        label={`Select ${visible(name)}`}
        checked={chosen}
        onChange={(next, { shiftKey }) => actions.select(index, next, shiftKey)}
      />
    </div>
  );
}

function EyeCell({ index, look, activeAt, actions, name }: RowProps & { item: TreeRow; name: string }) {
  const click = (event: MouseEvent) => actions.toggleEye(index, event.shiftKey);
  return (
    <div className={classes(styles.cell, styles.eye)} style={eyeWidth} {...gridPlace(EYE, activeAt)}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.eyeButton}
        aria-pressed={look !== undefined}
        aria-label={`Draw ${visible(name)} in charts`}
        title={look ? "Drawn in charts. Click to leave it out." : "Not drawn in charts. Click to draw it."}
        onClick={click}
      >
        {look && <RunMark look={look} />}
      </button>
    </div>
  );
}

function ValueCell({ item, place, digits, activeAt, bestColumn }: RowProps & { item: TreeRow; place: PlacedColumn }) {
  const { column, at, style, numeric } = place;
  const cell = cellOf(item.ref, column.name);
  return (
    <div
      className={classes(
        styles.cell,
        numeric && styles.number,
        column.kind !== "metric" && styles.quiet,
        column.name === bestColumn && styles.best,
      )}
      style={style}
      {...gridPlace(at, activeAt)}
    >
      {cell === undefined ? (
        <span className={styles.bone} />
      ) : (
        <Value column={column} cell={cell} digits={digits.get(column.name)} />
      )}
    </div>
  );
}
