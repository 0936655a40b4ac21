import { and } from "../filter/write";
import { useStable } from "../kit/useStable";
import type { ColumnActions } from "../table/actions";
import { type Column, fieldOf, isNumeric, metricColumn } from "../table/columns";
import { setWidth } from "../table/widths";
import type { RunsState } from "./state";
import type { ChangeState } from "./useRunsState";

interface Input {
  state: RunsState;
  change: ChangeState;
  /** Columns that scroll, in order. */
  shown: readonly Column[];
  pinned: readonly Column[];
}

/** A list with one of its entries moved by one place. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const to = at + by;
  if (at < 0 || to < 0 || to >= list.length) return [...list];
  const entry = list[at] as T;
  return list.toSpliced(at, 1).toSpliced(to, 0, entry);
}

/** Two lists after an entry of one of them was put before that which had a place in one of them. */
export function placed(
  lists: readonly [string[], string[]],
  name: string,
  which: 0 | 1,
  at: number,
): [string[], string[]] {
  const [one, other] = lists.map((list, index) => {
    const rest = list.filter((each) => each !== name);
    if (index !== which) return rest;
    const from = list.indexOf(name);
    return rest.toSpliced(from >= 0 && from < at ? at - 1 : at, 0, name);
  }) as [string[], string[]];
  return [one, other];
}

/** What the table does with columns. Whatever changes them makes those that suit the runs into chosen ones. */
export function useColumnActions({ state, change, shown, pinned }: Input): ColumnActions {
  const names = shown.map((column) => column.name);
  const pins = pinned.map((column) => column.name);
  return useStable<ColumnActions>({
    sort: (column, descending) => {
      const isSorted = state.sort.column === column.name;
      // First what people look for: great values of metrics and new times, but names from A.
      const first = isNumeric(column) || column.name.endsWith("_time");
      change({ sort: { column: column.name, descending: descending ?? (isSorted ? !state.sort.descending : first) } });
    },
    hide: (column) =>
      change({ cols: names.filter((name) => name !== column.name), pin: pins.filter((name) => name !== column.name) }),
    pin: (column, isPinned) =>
      change(
        isPinned
          ? { cols: names.filter((name) => name !== column.name), pin: [...pins, column.name] }
          : { cols: [column.name, ...names], pin: pins.filter((name) => name !== column.name) },
      ),
    move: (column, by) =>
      change(
        pins.includes(column.name)
          ? { pin: moved(pins, pins.indexOf(column.name), by) }
          : { cols: moved(names, names.indexOf(column.name), by) },
      ),
    place: (column, isPinned, at) => {
      const [pin, cols] = placed([pins, names], column.name, isPinned ? 0 : 1, at);
      // Let go where it was: nothing was chosen by that.
      if (pin.join() !== pins.join() || cols.join() !== names.join()) change({ pin, cols });
    },
    resize: (column, width) => setWidth(column.name, width),
    showPart: (column, part) => {
      const next = metricColumn(column.key, part).name;
      const replaced = (list: readonly string[]) => [
        ...new Set(list.map((name) => (name === column.name ? next : name))),
      ];
      change({ cols: replaced(names), pin: replaced(pins) });
    },
    filter: (column) => change({ q: and(state.q, `${fieldOf(column)} `) }, "replace"),
  });
}
