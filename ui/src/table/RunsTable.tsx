import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { visible } from "../kit/format";
import { lightRun, litRun, onLit } from "../kit/lit";
import type { RunLook } from "../kit/palette";
import type { ColumnActions, Sort, TableActions } from "./actions";
import { CellMenu, type CellPlace } from "./CellMenu";
import { type Column, defaultWidth } from "./columns";
import { HeaderRow, nameColumn } from "./HeaderRow";
import { FIXED, layoutOf, NAME } from "./layout";
import { Row } from "./Row";
import styles from "./RunsTable.module.css";
import { cellOf, type RowPages } from "./rows";
import { markStrips } from "./Strip";
import { has, type Selection, stateOf } from "./selection";
import { textOf } from "./text";
import type { Tree, TreeRows } from "./tree";
import { useColumnFollowed } from "./useColumnFollowed";
import { useDigits } from "./useDigits";
import { type Active, onGridKey } from "./useGridKeys";
import { useHistograms } from "./useHistograms";
import { useLate } from "./useLate";
import { usePeeked } from "./usePeeked";
import { useScrollView } from "./useScrollView";
import { contentHeight, drawnInOrder, rowsInView, scrollTo } from "./viewport";
import { useWidths } from "./widths";

export const ROW_HEIGHT = 32;
export const HEADER_HEIGHT = 48;

/** After how many ms rows of the search before are dimmed. */
const OLD = 400;

export interface RunsTableProps {
  label: string;
  /** The rows of the search, which are asked for what is in view. */
  pages: RowPages;
  /** The rows to show: of the search before it until its own are here. */
  shown: RowPages;
  /** `pages.version`, so that this is drawn anew when rows come. */
  version: number;
  rows: TreeRows;
  tree: Tree;
  pinned: readonly Column[];
  columns: readonly Column[];
  sort: Sort | undefined;
  selection: Selection;
  /** Whether runs may have others below them. */
  hasTree: boolean;
  /** How many runs match, if that is known. */
  total: number | undefined;
  looks: ReadonlyMap<string, RunLook>;
  /** The run that is shown beside the table. */
  peeked?: string | undefined;
  actions: TableActions;
  columnActions: ColumnActions;
  /** Below the rows, such as what to do if there are none. */
  children?: ReactNode;
}

/** A table of any number of runs, of which only those in view are in the page. */
export function RunsTable(props: RunsTableProps) {
  const { pages, rows, tree, selection, sort, actions, columnActions } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { view, frame } = useScrollView(scroller, rows.count, ROW_HEIGHT, HEADER_HEIGHT);
  const widths = useWidths();
  const { first, end, origin, scrollLeft, width: viewWidth } = view;

  const layout = useMemo(() => {
    const widthOf = (column: Column) => widths[column.name] ?? defaultWidth(column);
    const nameWidth = Math.min(widthOf(nameColumn), Math.max(140, viewWidth * 0.5));
    return layoutOf({ pinned: props.pinned, free: props.columns, nameWidth, widthOf, scrollLeft, viewWidth });
  }, [props.pinned, props.columns, widths, scrollLeft, viewWidth]);
  const placed = useMemo(() => [...layout.pinned, ...layout.free], [layout]);
  const digits = useDigits(props.shown, props.version, placed);

  useEffect(() => pages.look(rows.searchIndex(first), rows.searchIndex(end)), [pages, rows, first, end]);

  const isOld = useLate(props.shown !== pages, OLD);
  const histograms = useHistograms(props.shown, props.version, placed);
  const [active, setActive] = useState<Active>({ row: 0, at: NAME });
  useEffect(() => {
    const show = () => {
      showLit(scroller.current);
      const lit = litRun();
      const at = lit === undefined ? undefined : rows.indexOf(lit);
      markStrips(scroller.current, histograms, rows.at(at ?? active.row)?.ref);
    };
    show();
    return onLit(show);
  }, [histograms, rows, active.row]);
  const moved = useRef(false);
  const showRow = (row: number) => {
    const element = scroller.current;
    if (element && row >= 0) element.scrollTop = scrollTo(row, frame());
  };
  const bringPeeked = usePeeked({
    peeked: props.peeked,
    rows,
    actions,
    row: active.row,
    show: (row) => {
      setActive({ row, at: active.at });
      showRow(row);
    },
  });
  const go = (to: Active) => {
    moved.current = true;
    setActive(to);
    bringPeeked(to.row);
    showRow(to.row);
    const element = scroller.current;
    if (element) showColumn(element, to.at, layout.pinnedWidth);
  };
  const focused = useRef(false);
  const allColumns = [...props.pinned, ...props.columns];
  const columnAt = (at: number) => (at === NAME ? nameColumn : allColumns[at - FIXED]);
  const isOnItsWay = useColumnFollowed(allColumns, active, (at) => {
    moved.current = focused.current;
    setActive({ row: active.row, at });
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    const isLost = focused.current && document.activeElement === document.body;
    if (!element || isOnItsWay.current || !(moved.current || isLost)) return;
    const cell = cellElement(element, active);
    // A cell that is not here yet gets the focus when it comes; until then the grid has it, so that keys still lead on.
    if (!cell) return element.focus({ preventScroll: true });
    cell.focus({ preventScroll: true });
    if (moved.current && active.at >= FIXED) bringIntoView(element, cell, layout.pinnedWidth);
    moved.current = false;
  });

  const onKeyDown = (event: KeyboardEvent) =>
    onGridKey(event, {
      active,
      go,
      rowCount: rows.count,
      columnCount: layout.count,
      pageRows: rowsInView(frame()),
      itemAt: (row) => rows.at(row),
      columnAt,
      isOpen: (runId) => tree.isOpen(runId),
      widthOf: (column) => widths[column.name] ?? defaultWidth(column),
      isPinned: (column) => props.pinned.some((each) => each.name === column.name),
      isChosen: (runId) => has(selection, runId),
      actions,
      columnActions,
    });
  const onTouch = (event: MouseEvent | FocusEvent) => {
    const place = placeOf(event.target as HTMLElement);
    if (!place || (place.row === active.row && place.at === active.at)) return;
    setActive(place);
    if (place.row !== active.row) bringPeeked(place.row);
  };

  const onClick = (event: MouseEvent) => {
    const place = event.altKey ? placeOf(event.target as HTMLElement) : undefined;
    const column = place && columnAt(place.at);
    const item = place && rows.at(place.row);
    if (!column || !item) return;
    event.preventDefault();
    actions.filterBy(column, cellOf(item.ref, column.name) ?? null);
  };

  const [menu, setMenu] = useState<CellPlace>();
  const onContextMenu = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const place = placeOf(target);
    const column = place && place.at >= FIXED ? columnAt(place.at) : undefined;
    const item = place && rows.at(place.row);
    // Links and chosen text have a menu of the browser's own.
    if (!column || !item || target.closest("a") || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    const box = target.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    const [x, y] = isByKey ? [box.left + 8, box.bottom] : [event.clientX, event.clientY];
    setMenu({ column, cell: cellOf(item.ref, column.name) ?? null, runId: item.ref.runId, x, y });
  };

  /** Lights the run under the pointer, and tells the whole value: written only where somebody points, as rows are many. */
  const onOver = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    lightRun(target.closest<HTMLElement>("[data-run]")?.dataset.run);
    const place = placeOf(target);
    const column = place && place.at >= FIXED && place.row >= 0 ? columnAt(place.at) : undefined;
    const item = column && rows.at(place?.row ?? -1);
    if (!column || !item || column.kind === "attribute") return;
    const element = target.closest<HTMLElement>("[data-col]");
    if (element) element.title = visible(textOf(cellOf(item.ref, column.name)));
  };

  const activeRow = Math.min(active.row, rows.count - 1);
  const drawn = drawnInOrder(view, activeRow, { height: view.height, rowHeight: ROW_HEIGHT });
  const bestColumn = sort?.column.startsWith("metrics.") ? sort.column : undefined;

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        className={styles.scroller}
        aria-label={props.label}
        aria-rowcount={rows.count + 1}
        aria-colcount={layout.count}
        aria-multiselectable="true"
        aria-busy={props.shown !== pages}
        data-tree={props.hasTree || undefined}
        data-old={isOld || undefined}
        onKeyDown={onKeyDown}
        tabIndex={-1}
        onFocus={(event) => {
          focused.current = true;
          onTouch(event);
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) focused.current = false;
        }}
        onMouseDown={onTouch}
        onClick={onClick}
        onContextMenu={onContextMenu}
        onMouseOver={onOver}
        onMouseLeave={() => lightRun(undefined)}
      >
        <HeaderRow
          layout={layout}
          sort={sort}
          chosen={stateOf(selection, props.total)}
          onSelectAll={actions.selectAll}
          actions={columnActions}
          activeAt={activeRow < 0 ? active.at : -1}
          histograms={histograms}
        />
        <div
          role="rowgroup"
          className={styles.rows}
          style={{ height: contentHeight(rows.count, ROW_HEIGHT), width: layout.width }}
        >
          {drawn.map(({ index, slot }) => {
            const item = rows.at(index);
            const runId = item?.ref.runId;
            return (
              <Row
                key={slot}
                item={item}
                index={index}
                top={origin + index * ROW_HEIGHT}
                layout={layout}
                chosen={runId !== undefined && has(selection, runId)}
                look={runId === undefined ? undefined : props.looks.get(runId)}
                peeked={runId !== undefined && runId === props.peeked}
                isOpen={runId !== undefined && !tree.isEmpty && tree.isOpen(runId)}
                activeAt={index === activeRow ? active.at : -1}
                light={view.fast && index !== activeRow}
                digits={digits}
                bestColumn={index === 0 ? bestColumn : undefined}
                actions={actions}
              />
            );
          })}
        </div>
        {props.children && (
          // biome-ignore lint/a11y/useFocusableInteractive: of what is in it, the buttons take the focus.
          <div role="row">
            {/* biome-ignore lint/a11y/useFocusableInteractive: as above. */}
            <div role="gridcell">{props.children}</div>
          </div>
        )}
      </div>
      <CellMenu place={menu} peeked={props.peeked} actions={actions} onClose={() => setMenu(undefined)} />
    </>
  );
}

/** Marks the row of the lit run, without drawing anything anew: the pointer in a chart changes it with every move. */
function showLit(scroller: HTMLElement | null): void {
  const before = scroller?.querySelector<HTMLElement>("[data-lit]");
  if (before) delete before.dataset.lit;
  const runId = litRun();
  const row = runId && scroller?.querySelector<HTMLElement>(`[data-run="${CSS.escape(runId)}"]`);
  if (row) row.dataset.lit = "";
}

function cellElement(scroller: HTMLElement | null, { row, at }: Active): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-row="${row}"] [data-col="${at}"]`) ?? null;
}

function placeOf(target: HTMLElement): Active | undefined {
  const cell = target.closest<HTMLElement>("[data-col]");
  const row = cell?.closest<HTMLElement>("[data-row]");
  if (!cell || !row) return undefined;
  return { row: Number(row.dataset.row), at: Number(cell.dataset.col) };
}

/** Scrolls so that a column that is not drawn yet comes into view; drawn ones are brought there exactly. */
function showColumn(scroller: HTMLElement, at: number, pinnedWidth: number): void {
  if (at < FIXED) {
    return;
  }
  const head = scroller.querySelector<HTMLElement>(`[data-row="-1"] > [data-col="${at}"]`);
  if (head) bringIntoView(scroller, head, pinnedWidth);
  else scroller.scrollLeft = at === FIXED ? 0 : scroller.scrollWidth;
}

function bringIntoView(scroller: HTMLElement, cell: HTMLElement, pinnedWidth: number): void {
  const stays = (element: HTMLElement | null) => element !== null && getComputedStyle(element).position === "sticky";
  if (stays(cell) || stays(cell.parentElement)) return;
  const view = scroller.getBoundingClientRect();
  const box = cell.getBoundingClientRect();
  if (box.left < view.left + pinnedWidth) scroller.scrollLeft -= view.left + pinnedWidth - box.left;
  else if (box.right > view.left + scroller.clientWidth)
    scroller.scrollLeft += box.right - view.left - scroller.clientWidth;
}
