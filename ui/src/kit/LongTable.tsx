import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { classes } from "./classes";
import { Icon } from "./Icon";
import styles from "./LongTable.module.css";
import { Scroll } from "./Scroll";

export interface LongColumn<Row> {
  id: string;
  head: ReactNode;
  /** Numbers stand at the right, with digits of one width. */
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
  /** What to sort by; a column without it cannot be sorted. Undefined values come last. */
  sortBy?: (row: Row) => string | number | undefined;
  /** The share of the width, such as "40%". Without one, as much as the content needs. */
  width?: string;
  /** Whether it is left out where there is no room for it, as on a phone. */
  dispensable?: boolean;
}

interface LongTableProps<Row> {
  label: string;
  columns: readonly LongColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string;
  /** Called with the rows that are in view when they change, so that more of them can be fetched. */
  onView?: (rows: readonly Row[]) => void;
  /** Whether it fills the place that it is given, rather than growing up to a limit. */
  fill?: boolean;
  /** Whether it is as wide as its content, rather than as the place. */
  tight?: boolean;
}

const rowHeight = 30;
const few = 60;

type Order = { id: string; down: boolean } | undefined;

/** A table of any length: only the rows in view exist. Sorted by a click on a head: up, down, as it came. */
export function LongTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  onView,
  fill = false,
  tight = false,
}: LongTableProps<Row>) {
  const place = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<Order>();
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order]);
  const long = sorted.length > few;
  const virtual = useVirtualizer({
    count: sorted.length,
    enabled: long,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const first = long ? (items[0]?.index ?? 0) : 0;
  // Without a layout, as before the first one, a screenful; never all of them.
  const end = long ? (items.at(-1)?.index ?? few - 1) + 1 : sorted.length;
  const inView = useMemo(() => sorted.slice(first, end), [sorted, first, end]);
  useEffect(() => onView?.(inView), [onView, inView]);
  return (
    <Scroll ref={place} className={classes(styles.place, fill && styles.fill)} label={label}>
      <table
        className={classes(styles.table, long && styles.long, tight && styles.tight)}
        aria-rowcount={sorted.length + 1}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={first * rowHeight} span={columns.length} />
          {inView.map((row, index) => (
            <Line key={keyOf(row, first + index)} row={row} index={first + index} columns={columns} />
          ))}
          <Gap height={(sorted.length - end) * rowHeight} span={columns.length} />
        </tbody>
      </table>
    </Scroll>
  );
}

interface LineProps<Row> {
  row: Row;
  index: number;
  columns: readonly LongColumn<Row>[];
}

// Scrolling moves the lines that stay in view without drawing them again.
const Line = memo(function Line<Row>({ row, index, columns }: LineProps<Row>) {
  return (
    <tr aria-rowindex={index + 2}>
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <Row>(props: LineProps<Row>) => ReactNode;

function Head<Row>({
  column,
  order,
  onOrder,
}: {
  column: LongColumn<Row>;
  order: Order;
  onOrder: (order: Order) => void;
}) {
  const direction = order?.id === column.id ? (order.down ? "descending" : "ascending") : "none";
  const next = (): Order => {
    if (direction === "none") return { id: column.id, down: false };
    return direction === "ascending" ? { id: column.id, down: true } : undefined;
  };
  const className = classOf(column);
  const style = column.width ? { width: column.width } : undefined;
  if (!column.sortBy)
    return (
      <th scope="col" className={className} style={style}>
        {column.head}
      </th>
    );
  return (
    <th scope="col" className={className} style={style} aria-sort={direction}>
      <button type="button" className={styles.sort} onClick={() => onOrder(next())}>
        {column.head}
        {direction !== "none" && <Icon name={direction === "ascending" ? "arrowUp" : "arrowDown"} size={12} />}
      </button>
    </th>
  );
}

function classOf<Row>({ numeric, dispensable }: LongColumn<Row>): string {
  return classes(numeric && styles.numeric, dispensable && styles.dispensable);
}

function Gap({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={span} className={styles.gap} style={{ height }} />
    </tr>
  );
}

const texts = new Intl.Collator("en", { numeric: true });

function sortRows<Row>(rows: readonly Row[], columns: readonly LongColumn<Row>[], order: Order): readonly Row[] {
  const sortBy = columns.find((column) => column.id === order?.id)?.sortBy;
  if (!order || !sortBy) return rows;
  const sign = order.down ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortBy(row) }))
    .sort((a, b) => {
      if (absent(a.value) || absent(b.value)) return Number(absent(a.value)) - Number(absent(b.value));
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

function absent(value: string | number | undefined): value is undefined {
  return value === undefined || Number.isNaN(value);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : texts.compare(String(a), String(b));
}
