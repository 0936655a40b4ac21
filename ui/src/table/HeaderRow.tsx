import { memo, type PointerEvent, useRef } from "react";
import { Checkbox } from "../kit/Checkbox";
import { classes } from "../kit/classes";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import type { ColumnActions, Sort } from "./actions";
import { ColumnMenu } from "./ColumnMenu";
import { type Column, isNumeric, isSortable, labelOf } from "./columns";
import type { Histogram } from "./histograms";
import { EYE, type Layout, NAME, type PlacedColumn, SELECT } from "./layout";
import styles from "./RunsTable.module.css";
import { Strip } from "./Strip";
import { useColumnDrag } from "./useColumnDrag";

export const nameColumn: Column = { name: "run_name", kind: "attribute", key: "run_name" };

const headerRow = { role: "row", "aria-rowindex": 1, "data-row": -1 };

interface HeaderProps {
  layout: Layout;
  sort: Sort | undefined;
  chosen: boolean | "some";
  onSelectAll: (chosen: boolean) => void;
  actions: ColumnActions;
  activeAt: number;
  histograms: ReadonlyMap<string, Histogram>;
}

/** The names of the columns: sorts, sizes, a menu for the rest, and a picture of the values that are here. Dragged to be moved. */
export const HeaderRow = memo(function HeaderRow(props: HeaderProps) {
  const { layout, sort, chosen, onSelectAll, actions, activeAt, histograms } = props;
  const { mark, handlers } = useColumnDrag(layout, actions);
  const place = (at: number) => ({
    role: "columnheader",
    "aria-colindex": at + 1,
    "data-col": at,
    tabIndex: at === activeAt ? 0 : -1,
  });
  const name: PlacedColumn = {
    column: nameColumn,
    at: NAME,
    width: layout.nameWidth,
    style: layout.name,
    numeric: false,
  };
  return (
    <div {...headerRow} {...handlers} className={styles.header} style={{ width: layout.width }}>
      <div className={classes(styles.head, styles.sticky, styles.select)} style={layout.select} {...place(SELECT)}>
        <Checkbox label="Select all runs that match" tabIndex={-1} checked={chosen} onChange={onSelectAll} />
      </div>
      <div className={classes(styles.head, styles.sticky)} style={layout.eye} {...place(EYE)}>
        <span className="visually-hidden">Drawn</span>
      </div>
      <Head place={name} sort={sort} actions={actions} sticky {...place(NAME)} />
      {layout.pinned.map((each) => (
        <Head
          key={each.column.name}
          place={each}
          sort={sort}
          actions={actions}
          histogram={histograms.get(each.column.name)}
          sticky
          {...place(each.at)}
        />
      ))}
      {layout.free.map((each) => (
        <Head
          key={each.column.name}
          place={each}
          sort={sort}
          actions={actions}
          histogram={histograms.get(each.column.name)}
          {...place(each.at)}
        />
      ))}
      <span ref={mark} className={styles.dropMark} aria-hidden="true" />
    </div>
  );
});

interface HeadProps {
  place: PlacedColumn;
  sort: Sort | undefined;
  actions: ColumnActions;
  histogram?: Histogram | undefined;
  sticky?: boolean;
  role: string;
  "aria-colindex": number;
  "data-col": number;
  tabIndex: number;
}

function Head({ place, sort, actions, histogram, sticky = false, ...rest }: HeadProps) {
  const { column, style } = place;
  const sorted = sort?.column === column.name ? (sort.descending ? "descending" : "ascending") : undefined;
  const label = (
    <>
      <span className={styles.headLabel}>{visible(labelOf(column))}</span>
      {sorted && <Icon name={sorted === "descending" ? "arrowDown" : "arrowUp"} size={12} />}
      {column.part && <span className={styles.part}>{column.part}</span>}
    </>
  );
  return (
    <div
      className={classes(
        styles.head,
        sticky && styles.sticky,
        place.at === NAME && styles.nameHead,
        isNumeric(column) && styles.number,
      )}
      style={style}
      title={column.kind === "attribute" ? undefined : column.key}
      {...(sorted ? { "aria-sort": sorted } : {})}
      {...rest}
    >
      {isSortable(column) ? (
        <button type="button" tabIndex={-1} className={styles.sort} onClick={() => actions.sort(column)}>
          {label}
        </button>
      ) : (
        <span className={styles.sort}>{label}</span>
      )}
      <ColumnMenu column={column} sort={sort} actions={actions} pinned={sticky} />
      {histogram && <Strip histogram={histogram} column={column} />}
      <Sizer place={place} actions={actions} />
    </div>
  );
}

/** The edge of a column, which can be dragged. The keyboard sizes with Alt and the arrows. */
function Sizer({ place, actions }: { place: PlacedColumn; actions: ColumnActions }) {
  const start = useRef<{ x: number; width: number } | undefined>(undefined);
  const down = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: place.width };
  };
  const move = (event: PointerEvent) => {
    if (start.current) actions.resize(place.column, start.current.width + event.clientX - start.current.x);
  };
  const end = () => {
    start.current = undefined;
  };
  return (
    <span
      className={styles.sizer}
      aria-hidden="true"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
