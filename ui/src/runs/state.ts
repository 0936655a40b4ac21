import type { View } from "../api/runsTable";
import type { Search } from "../search";
import type { Sort } from "../table/actions";
import { isSortable, readColumn, readNames } from "../table/columns";

/** What the address says of the runs page: it can be sent to others, and Back undoes a step. */
export interface RunsState {
  /** The filter. */
  q: string;
  sort: Sort;
  /** The columns, in order; undefined for those that suit the runs. */
  cols: readonly string[] | undefined;
  /** Columns that stay at the left. */
  pin: readonly string[];
  /** Chosen runs, as long as they are few. */
  sel: readonly string[];
  /** Runs that are not drawn though they are among the first. */
  hide: readonly string[];
  /** Runs that are drawn though they are not among the first. */
  show: readonly string[];
  /** Only these are drawn. */
  only: readonly string[] | undefined;
  /** How many of the first runs of the view are drawn. */
  top: number;
  view: View;
  /** How much room the charts beside the table have. */
  split: Split;
  /** The run that is shown beside the table. */
  drawer: string | undefined;
  /** Experiments, where the page is not within one. */
  experiments: readonly string[];
}

export type Split = "off" | "half" | "full";

export const newestFirst: Sort = { column: "start_time", descending: true };

const DEFAULT_TOP = 10;
const MAX_TOP = 100;
/** More ids than this are not written into an address. */
export const MAX_IDS = 50;

const views: Readonly<Record<string, View>> = { active: "ACTIVE_ONLY", deleted: "DELETED_ONLY", all: "ALL" };
const splits: readonly string[] = ["off", "half", "full"];

export const defaults: RunsState = {
  q: "",
  sort: newestFirst,
  cols: undefined,
  pin: [],
  sel: [],
  hide: [],
  show: [],
  only: undefined,
  top: DEFAULT_TOP,
  view: "ACTIVE_ONLY",
  split: "half",
  drawer: undefined,
  experiments: [],
};

/** Reads the state from an address. What is not understood falls back, and is told in `faults`. */
export function readState(search: Search): { state: RunsState; faults: readonly string[] } {
  const faults: string[] = [];
  const fault = (name: string) => faults.push(`${name}=${search[name]}`);
  const ids = (name: string) => (search[name] ?? "").split(",").filter((id) => id !== "");
  const columns = (name: string) => {
    const names = readNames(search[name] ?? "");
    const known = names.filter((each) => readColumn(each) !== undefined);
    if (known.length < names.length) fault(name);
    return [...new Set(known)];
  };
  const among = <T>(name: string, values: Readonly<Record<string, T>>, otherwise: T): T => {
    const text = search[name];
    if (text === undefined) return otherwise;
    if (Object.hasOwn(values, text)) return values[text] as T;
    fault(name);
    return otherwise;
  };
  const sort = readSort(search.sort);
  if (search.sort !== undefined && !sort) fault("sort");
  const state: RunsState = {
    q: search.q ?? "",
    sort: sort ?? newestFirst,
    cols: search.cols === undefined ? undefined : columns("cols"),
    pin: columns("pin"),
    sel: ids("sel").slice(0, MAX_IDS),
    hide: ids("hide"),
    show: ids("show"),
    only: search.only === undefined ? undefined : ids("only"),
    top: readTop(search.top, () => fault("top")),
    view: among("view", views, "ACTIVE_ONLY"),
    split: among("split", Object.fromEntries(splits.map((each) => [each, each as Split])), "half"),
    drawer: search.drawer || undefined,
    experiments: ids("experiments"),
  };
  return { state, faults };
}

/** An order as the server writes it: a column, then DESC if the greatest come first. */
export function readSort(text: string | undefined): Sort | undefined {
  const found = /^(.+?)(?:\s+(asc|desc))?$/i.exec(text?.trim() ?? "");
  const column = found?.[1] === undefined ? undefined : readColumn(found[1]);
  return column && isSortable(column)
    ? { column: column.name, descending: found?.[2]?.toLowerCase() === "desc" }
    : undefined;
}

export function writeSort({ column, descending }: Sort): string {
  return descending ? `${column} DESC` : column;
}

function readTop(text: string | undefined, fault: () => void): number {
  if (text === undefined) return DEFAULT_TOP;
  const top = Number(text);
  if (Number.isInteger(top) && top >= 0 && top <= MAX_TOP) return top;
  fault();
  return DEFAULT_TOP;
}

/** The parameters for some of the state; undefined for what is as it would be anyway. */
export function writeState(change: Partial<RunsState>): Record<string, string | undefined> {
  const texts: Record<string, string | undefined> = {};
  const list = (values: readonly string[] | undefined) => (values?.length ? values.join(",") : undefined);
  for (const name of Object.keys(change) as (keyof RunsState)[]) {
    switch (name) {
      case "q":
        texts.q = change.q || undefined;
        break;
      case "sort":
        texts.sort = change.sort && orUndefined(writeSort(change.sort), writeSort(newestFirst));
        break;
      case "top":
        texts.top = orUndefined(String(change.top), String(DEFAULT_TOP));
        break;
      case "view":
        texts.view = orUndefined(Object.keys(views).find((key) => views[key] === change.view) ?? "active", "active");
        break;
      case "split":
        texts.split = change.split === "half" ? undefined : change.split;
        break;
      case "drawer":
        texts.drawer = change.drawer;
        break;
      case "sel":
        texts.sel = (change.sel?.length ?? 0) > MAX_IDS ? undefined : list(change.sel);
        break;
      default:
        texts[name] = list(change[name]);
    }
  }
  return texts;
}

function orUndefined(text: string, otherwise: string): string | undefined {
  return text === otherwise ? undefined : text;
}
