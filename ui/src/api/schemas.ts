/** Schemas and signatures as MLflow's clients write them: JSON within text. */

export interface SchemaColumn {
  name: string;
  type: string;
  required: boolean;
}

/** What JSON holds; undefined if it is none. */
export function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
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
