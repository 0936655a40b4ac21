import { count } from "../kit/format";
import { safeLink } from "../kit/safeLink";

export interface SchemaColumn {
  name: string;
  type: string;
  required: boolean;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The columns of a schema as MLflow's clients write it, of columns or of tensors; undefined if it is something else. */
export function schemaOf(text: string): SchemaColumn[] | undefined {
  const schema = parse(text);
  if (!isRecord(schema)) return undefined;
  if (Array.isArray(schema.mlflow_colspec)) return schema.mlflow_colspec.filter(isRecord).map(columnOf);
  const tensors = schema.mlflow_tensorspec;
  if (Array.isArray(tensors)) return tensors.filter(isRecord).map(columnOf);
  if (!isRecord(tensors)) return undefined;
  return Object.entries(tensors).flatMap(([part, list]) =>
    specs(list).map((spec) => ({ ...columnOf(spec), name: joined(part, spec.name) })),
  );
}

/** A part is a list of tensors, or the text of one. */
function specs(list: unknown): Record<string, unknown>[] {
  const parsed = typeof list === "string" ? parse(list) : list;
  return Array.isArray(parsed) ? parsed.filter(isRecord) : [];
}

function joined(part: string, name: unknown): string {
  return typeof name === "string" && name !== "" ? `${part}.${name}` : part;
}

/** One column or tensor of a schema or a signature. */
export function columnOf(spec: Record<string, unknown>): SchemaColumn {
  return { name: String(spec.name ?? ""), type: typeOf(spec), required: spec.required === true };
}

function typeOf(spec: Record<string, unknown>): string {
  const tensor = spec["tensor-spec"];
  if (isRecord(tensor)) {
    const shape = Array.isArray(tensor.shape) ? `[${tensor.shape.join(", ")}]` : "";
    return `tensor ${String(tensor.dtype ?? "")}${shape}`;
  }
  if (spec.type === "array" && isRecord(spec.items)) return `array of ${typeOf(spec.items)}`;
  return String(spec.type ?? "");
}

/** A profile's plain values as facts, and what else it holds as text. */
export function profileOf(text: string | undefined): { facts: [string, string][]; rest: string | undefined } {
  if (!text) return { facts: [], rest: undefined };
  const profile = parse(text);
  if (!isRecord(profile)) return { facts: [], rest: text };
  const facts: [string, string][] = [];
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(profile)) {
    if (typeof value === "number" && Number.isInteger(value)) facts.push([words(key), count(value)]);
    else if (typeof value === "number" || typeof value === "string")
      facts.push([words(key), String(value).slice(0, 200)]);
    else rest[key] = value;
  }
  return { facts, rest: Object.keys(rest).length > 0 ? JSON.stringify(rest, null, 2) : undefined };
}

function words(key: string): string {
  const known: Record<string, string> = { num_rows: "Rows", num_elements: "Elements" };
  return known[key] ?? key.replaceAll("_", " ");
}

/** The web address that a source names, if it is nothing else. */
export function sourceLink(source: string | undefined): string | undefined {
  const parsed = parse(source);
  const address = isRecord(parsed) ? (parsed.url ?? parsed.uri) : undefined;
  if (typeof address !== "string" || !/^https?:/i.test(address)) return undefined;
  return Object.keys(parsed as object).length === 1 ? safeLink(address) : undefined;
}
