import { durationOf, type Run, tagOf } from "../api/run";
import { canBeBetter, greaterIsBetter } from "../kit/better";
import { dateTime, duration, numberOf } from "../kit/format";

export type RowKind = "detail" | "metric" | "param" | "tag";

/** One line of the comparison: a name, and what each run has for it, in the order of the runs. */
export interface CompareRow {
  /** Kind and name, for keys. */
  id: string;
  kind: RowKind;
  name: string;
  /** What is shown, exactly; undefined if the run has none. */
  texts: readonly (string | undefined)[];
  /** Only of metrics, and of the duration in ms. */
  values?: readonly (number | undefined)[];
  /** Whether the runs differ in it. */
  differs: boolean;
}

export const kindTitles: Record<RowKind, string> = {
  detail: "Run and environment",
  metric: "Metrics",
  param: "Params",
  tag: "Tags",
};

/** All rows that runs have, by kind; within a kind in the order of names, as people count. */
export function compareRows(runs: readonly Run[]): CompareRow[] {
  return [
    ...detailRows(runs),
    ...keyed(runs, "metric", (run) => run.data.metrics?.map(({ key, value }) => [key, String(value)] as const)),
    ...keyed(runs, "param", (run) => run.data.params?.map(({ key, value }) => [key, value] as const)),
    ...keyed(runs, "tag", (run) =>
      run.data.tags?.filter(({ key }) => !key.startsWith("mlflow.")).map(({ key, value }) => [key, value] as const),
    ),
  ];
}

type Detail = readonly [name: string, text: (run: Run) => string | undefined, value?: (run: Run) => number | undefined];

const details: readonly Detail[] = [
  ["Status", ({ info }) => info.status],
  ["Started", ({ info }) => (info.start_time ? dateTime(info.start_time) : undefined)],
  ["Duration", (run) => (durationOf(run) === undefined ? undefined : duration(durationOf(run) ?? 0)), durationOf],
  ["User", (run) => tagOf(run, "mlflow.user") ?? (run.info.user_id || undefined)],
  ["Experiment", ({ info }) => info.experiment_id],
  ["Source", (run) => tagOf(run, "mlflow.source.name")],
  ["Entry point", (run) => tagOf(run, "mlflow.project.entryPoint")],
  ["Repository", (run) => tagOf(run, "mlflow.source.git.repoURL")],
  ["Branch", (run) => tagOf(run, "mlflow.source.git.branch")],
  ["Commit", (run) => tagOf(run, "mlflow.source.git.commit")?.slice(0, 12)],
  [
    "Datasets",
    (run) =>
      run.inputs?.dataset_inputs?.map(({ dataset }) => `${dataset.name} (${dataset.digest})`).join(", ") || undefined,
  ],
];

function detailRows(runs: readonly Run[]): CompareRow[] {
  return details.flatMap(([name, text, value]) => {
    const texts = runs.map(text);
    if (texts.every((each) => each === undefined)) return [];
    return [{ ...row("detail", name, texts), ...(value && { values: runs.map(value) }) }];
  });
}

type Pairs = readonly (readonly [key: string, text: string])[] | undefined;

const names = new Intl.Collator("en", { numeric: true });

function keyed(runs: readonly Run[], kind: RowKind, pairsOf: (run: Run) => Pairs): CompareRow[] {
  const texts = new Map<string, (string | undefined)[]>();
  runs.forEach((run, column) => {
    for (const [key, text] of pairsOf(run) ?? []) {
      let line = texts.get(key);
      if (!line) {
        line = new Array<string | undefined>(runs.length).fill(undefined);
        texts.set(key, line);
      }
      line[column] = text;
    }
  });
  return [...texts]
    .sort(([a], [b]) => names.compare(a, b))
    .map(([key, line]) => ({
      ...row(kind, key, line),
      ...(kind === "metric" && { values: line.map((text) => numberOf(text)) }),
    }));
}

function row(kind: RowKind, name: string, texts: readonly (string | undefined)[]): CompareRow {
  return { id: `${kind} ${name}`, kind, name, texts, differs: texts.some((text) => text !== texts[0]) };
}

/** The columns with the best value; none if all are equal or only one run has the metric. */
export function bestColumns(values: readonly (number | undefined)[], which: Best): ReadonlySet<number> {
  if (!which) return new Set();
  const greatest = which === "greatest";
  const known = values.filter((value): value is number => value !== undefined && !Number.isNaN(value));
  if (known.length < 2 || known.every((value) => value === known[0])) return new Set();
  const best = known.reduce((a, b) => (greatest === a > b ? a : b));
  return new Set(values.flatMap((value, column) => (value === best ? [column] : [])));
}

/** Which values of a metric are best: guessed by its name, and turned by hand. Of some there is none, until somebody says so. */
export function bestOf(key: string, turned: ReadonlySet<string>): "greatest" | "least" | undefined {
  if (!canBeBetter(key) && !turned.has(key)) return undefined;
  return canBeBetter(key) && greaterIsBetter(key) === turned.has(key) ? "least" : "greatest";
}

const leastDigits = 4;
/** What differs only beyond this is noise of the arithmetic more often than not. */
const mostDigits = 7;

/** How many significant digits tell the values of a row apart. */
export function digitsFor(values: readonly (number | undefined)[]): number {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  const distinct = (digits: number) => new Set(known.map((value) => value.toPrecision(digits))).size;
  const all = distinct(mostDigits);
  for (let digits = leastDigits; digits < mostDigits; digits++) if (distinct(digits) === all) return digits;
  return mostDigits;
}

export type Best = ReturnType<typeof bestOf>;

export interface Difference {
  text: string;
  /** Whether it is an improvement; undefined if there is none or neither is known. */
  better: boolean | undefined;
}

/** How a value differs from the baseline's: by how much, and by how many per cent of it. */
export function differenceOf(
  value: number | undefined,
  base: number | undefined,
  which: Best,
  format: (value: number) => string,
): Difference | undefined {
  if (value === undefined || base === undefined) return undefined;
  const by = value - base;
  if (Number.isNaN(by) || by === 0) return undefined;
  const sign = by > 0 ? "+" : "";
  const part = base === 0 || !Number.isFinite(by / base) ? undefined : (by / Math.abs(base)) * 100;
  const percent = part === undefined ? "" : ` (${sign}${percentText(part)}%)`;
  return { text: `${sign}${format(by)}${percent}`, better: which && by > 0 === (which === "greatest") };
}

function percentText(part: number): string {
  const size = Math.abs(part);
  if (size < 0.005) return "<0.01";
  const text = size >= 1000 ? part.toExponential(1) : part.toFixed(size >= 100 ? 0 : size >= 0.095 ? 1 : 2);
  return text.replace("-", "−");
}
