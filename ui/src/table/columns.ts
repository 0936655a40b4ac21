import { fieldName } from "../api/fields";

/** The columns of a table of runs, by the names that the server knows them by. */

export type ColumnKind = "attribute" | "metric" | "param" | "tag";
export type MetricPart = "last" | "min" | "max" | "step";

export interface Column {
  /** As the server knows it, such as `metrics.loss.max`: also its name in an address. */
  name: string;
  kind: ColumnKind;
  /** An attribute's name, or the key of a metric, param or tag. */
  key: string;
  /** What is shown of a metric. */
  part?: MetricPart;
}

export const parts: readonly MetricPart[] = ["last", "min", "max", "step"];

const entities: readonly (readonly [string, Exclude<ColumnKind, "attribute">])[] = [
  ["metrics.", "metric"],
  ["params.", "param"],
  ["tags.", "tag"],
];

const prefixes: Record<Exclude<ColumnKind, "attribute">, string> = { metric: "metrics", param: "params", tag: "tags" };

interface Attribute {
  label: string;
  /** Whether its values are numbers or times. */
  numeric: boolean;
  /** The field by which runs are ordered and filtered; undefined if they cannot be. */
  field?: string;
  width: number;
}

/** What a run has by itself. */
export const attributes: Readonly<Record<string, Attribute>> = {
  run_name: { label: "Name", numeric: false, field: "run_name", width: 220 },
  start_time: { label: "Started", numeric: false, field: "start_time", width: 112 },
  duration: { label: "Took", numeric: true, width: 96 },
  end_time: { label: "Ended", numeric: false, field: "end_time", width: 112 },
  status: { label: "Status", numeric: false, field: "status", width: 100 },
  user_id: { label: "User", numeric: false, field: "user_id", width: 110 },
  datasets: { label: "Datasets", numeric: false, width: 140 },
  note: { label: "Note", numeric: false, width: 200 },
  experiment_id: { label: "Experiment", numeric: false, width: 120 },
  parent: { label: "Parent", numeric: false, width: 120 },
  artifact_uri: { label: "Artifacts", numeric: false, field: "artifact_uri", width: 200 },
};

/** The column of a name; undefined if there is none such. */
export function readColumn(name: string): Column | undefined {
  if (Object.hasOwn(attributes, name)) return { name, kind: "attribute", key: name };
  for (const [prefix, kind] of entities) {
    if (!name.startsWith(prefix)) continue;
    let rest = name.slice(prefix.length);
    let part: MetricPart = "last";
    const found = kind === "metric" ? parts.find((each) => rest.endsWith(`.${each}`)) : undefined;
    if (found && rest.length > found.length + 1) {
      part = found;
      rest = rest.slice(0, -found.length - 1);
    }
    const key = unquoted(rest);
    if (key === "") return undefined;
    return kind === "metric" ? metricColumn(key, part) : keyColumn(kind, key);
  }
  return undefined;
}

export function metricColumn(key: string, part: MetricPart = "last"): Column {
  return { name: `metrics.${quotedForColumn(key)}${part === "last" ? "" : `.${part}`}`, kind: "metric", key, part };
}

export function keyColumn(kind: "param" | "tag", key: string): Column {
  return { name: `${prefixes[kind]}.${quotedForColumn(key)}`, kind, key };
}

/** A column whose key the server would read otherwise stands in quotes. Quotes within are not escaped, so that one kind must be absent. */
function quotedForColumn(key: string): string {
  const isPlain = !/^[`"']/.test(key) && !parts.some((part) => key.endsWith(`.${part}`)) && !key.includes(",");
  if (isPlain) return key;
  return key.includes("`") ? `"${key}"` : `\`${key}\``;
}

function unquoted(text: string): string {
  const first = text[0];
  return text.length > 2 && (first === "`" || first === '"') && text.endsWith(first) ? text.slice(1, -1) : text;
}

/** How a filter or an order names what a column shows. */
export function fieldOf({ kind, key, part }: Column): string {
  if (kind === "attribute") return attributes[key]?.field ?? key;
  return `${fieldName(kind, key)}${part && part !== "last" ? `.${part}` : ""}`;
}

/** Whether runs can be ordered and filtered by what a column shows. */
export function isSortable({ kind, key }: Column): boolean {
  return kind !== "attribute" || attributes[key]?.field !== undefined;
}

/** Whether values stand at the right, digits below digits. */
export function isNumeric(column: Column): boolean {
  return column.kind === "metric" || (column.kind === "attribute" && attributes[column.key]?.numeric === true);
}

export function labelOf(column: Column): string {
  return column.kind === "attribute" ? (attributes[column.key]?.label ?? column.key) : column.key;
}

/** The width that a column has until somebody chooses another, in px. */
export function defaultWidth(column: Column): number {
  if (column.kind === "attribute") return attributes[column.key]?.width ?? 120;
  // The key in the header's type, beside it the part of a metric and the arrow of the order.
  const text = Math.min(column.key.length, 24) * 6.9 + (column.kind === "metric" ? 28 : 0) + 38;
  return Math.round(Math.min(220, Math.max(84, text)));
}

/** Reads a list of names divided by commas; a comma within quotes divides nothing. */
export function readNames(text: string): string[] {
  const names: string[] = [];
  let from = 0;
  let quote = "";
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === undefined || (c === "," && quote === "")) {
      if (i > from) names.push(text.slice(from, i));
      from = i + 1;
    } else if (quote !== "") {
      if (c === quote) quote = "";
    } else if ((c === "`" || c === '"') && text[i - 1] === ".") quote = c;
  }
  return names;
}
