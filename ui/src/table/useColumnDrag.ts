import { type MouseEvent, type PointerEvent, useRef } from "react";
import type { ColumnActions } from "./actions";
import { type Drop, dropAt, type HeadBox } from "./columnDrag";
import type { Layout, PlacedColumn } from "./layout";
import styles from "./RunsTable.module.css";

/** Less movement than this, in px, is a click. */
const DRAG_FROM = 6;

interface Drag {
  column: PlacedColumn;
  from: number;
  drop: Drop | undefined;
  isMoving: boolean;
}

/** Moves columns by the pointer. A finger scrolls; for it there is the column's menu. */
export function useColumnDrag(layout: Layout, actions: ColumnActions) {
  const mark = useRef<HTMLSpanElement>(null);
  const drag = useRef<Drag | undefined>(undefined);
  const wasMoved = useRef(false);
  const placed = [...layout.pinned, ...layout.free];

  const start = (event: PointerEvent<HTMLElement>) => {
    wasMoved.current = false;
    const target = event.target as HTMLElement;
    const column = placed.find(({ at }) => String(at) === target.closest<HTMLElement>("[data-col]")?.dataset.col);
    const isHandle = target.closest(`.${styles.sizer}, .${styles.more}`) !== null;
    if (!column || isHandle || event.button !== 0 || event.pointerType === "touch") return;
    drag.current = { column, from: event.clientX, drop: undefined, isMoving: false };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (!now) return;
    if (!now.isMoving && Math.abs(event.clientX - now.from) < DRAG_FROM) return;
    const header = event.currentTarget;
    if (!now.isMoving) header.setPointerCapture(event.pointerId);
    now.isMoving = true;
    now.drop = dropAt(boxesOf(header, placed, layout), event.clientX);
    header.dataset.dragging = "";
    if (mark.current && now.drop)
      mark.current.style.transform = `translateX(${now.drop.x - header.getBoundingClientRect().left}px)`;
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    drag.current = undefined;
    delete event.currentTarget.dataset.dragging;
    if (!now?.isMoving) return;
    wasMoved.current = true;
    if (now.drop && event.type === "pointerup")
      actions.place(now.column.column, ...groupPlace(now.drop, placed, layout));
  };
  const click = (event: MouseEvent) => {
    if (!wasMoved.current) return;
    wasMoved.current = false;
    event.stopPropagation();
  };
  return {
    mark,
    handlers: {
      onPointerDown: start,
      onPointerMove: move,
      onPointerUp: end,
      onPointerCancel: end,
      onClickCapture: click,
    },
  };
}

function boxesOf(header: HTMLElement, placed: readonly PlacedColumn[], layout: Layout): HeadBox[] {
  return placed.map(({ at }, index) => {
    const box = header.querySelector(`[data-col="${at}"]`)?.getBoundingClientRect();
    return { left: box?.left ?? 0, right: box?.right ?? 0, pinned: index < layout.pinned.length };
  });
}

/** The place among all pinned or all other columns, in view or not. */
function groupPlace({ at, pinned }: Drop, placed: readonly PlacedColumn[], layout: Layout): [boolean, number] {
  if (pinned) return [true, at];
  const place = placed[at]?.at ?? (placed.at(-1)?.at ?? 0) + 1;
  return [false, place - layout.firstFree];
}
