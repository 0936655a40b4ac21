import type { KeyKind, KeysQuery } from "../api/runsColumns";
import { type Column, keyColumn, metricColumn, readColumn } from "../table/columns";

/** Which columns the runs page shows, and so asks for. Also used before the page is there: knows nothing of React. */

/** Metrics shown until somebody chooses: more would push the params out of view. */
const METRICS = 8;
/** Params looked at for those that differ. */
const PARAMS = 30;

const SYSTEM = "system/";

/** What every row needs, whatever columns are shown. */
export const always: readonly string[] = [
  "run_name",
  "status",
  "start_time",
  "children",
  "experiment_id",
  "lifecycle_stage",
  "tags.mlflow.runColor",
];

/** How many keys of each kind are looked at. Of metrics more than are shown, as those of the machine are left out. */
export const keysWanted = { metric: METRICS * 3, param: PARAMS } as const;

/** Metrics that charts are offered for. More than these are found by the search of the table's columns. */
export const CHART_METRICS = 1000;

export function keysQuery(experimentIds: readonly string[], kind: KeyKind, count: number): KeysQuery {
  return { experiment_ids: experimentIds, kinds: [kind], max_results: count };
}

export function columnsOf(names: readonly string[]): Column[] {
  return names.flatMap((name) => readColumn(name) ?? []);
}

type Keys = readonly { key: string }[] | undefined;

/** The columns that suit the runs: metrics, all params (those that are equal are found when rows are there), and times. */
export function suggested(metrics: Keys, params: Keys, several: boolean): Column[] {
  const own = (metrics ?? []).filter(({ key }) => !key.startsWith(SYSTEM)).slice(0, METRICS);
  return [
    ...columnsOf(several ? ["experiment_id"] : []),
    ...own.map(({ key }) => metricColumn(key)),
    ...(params ?? []).map(({ key }) => keyColumn("param", key)),
    ...columnsOf(["start_time", "duration"]),
  ];
}

export interface ShownColumns {
  /** Without what is pinned. */
  shown: readonly Column[];
  pinned: readonly Column[];
}

/** The columns of an address, or those that suit the runs. */
export function shownColumns(
  { cols, pin }: { cols: readonly string[] | undefined; pin: readonly string[] },
  suits: () => Column[],
): ShownColumns {
  const pinned = columnsOf(pin);
  const isPinned = new Set(pinned.map((column) => column.name));
  const all = cols ? columnsOf(cols) : suits();
  return { pinned, shown: all.filter((column) => !isPinned.has(column.name)) };
}
