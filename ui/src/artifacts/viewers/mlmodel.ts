import { parse as parseYaml } from "yaml";
import { columnOf, isRecord, parse, type SchemaColumn } from "../../api/schemas";

export interface ModelDescription {
  flavors: { name: string; facts: [string, string][] }[];
  signature: { part: "Inputs" | "Outputs" | "Params"; columns: SchemaColumn[] }[];
  facts: [string, string][];
}

/** Reads an MLmodel file; undefined if it is none. */
export function readMlmodel(text: string): ModelDescription | undefined {
  let model: unknown;
  try {
    // An alias may stand for an alias many times over; a model needs few.
    model = parseYaml(text, { maxAliasCount: 50, logLevel: "silent" });
  } catch {
    return undefined;
  }
  if (!isRecord(model) || !isRecord(model.flavors)) return undefined;
  return {
    flavors: Object.entries(model.flavors).map(([name, flavor]) => ({
      name,
      facts: isRecord(flavor) ? factsOf(flavor) : [],
    })),
    signature: signatureOf(isRecord(model.signature) ? model.signature : {}),
    facts: factsOf(model),
  };
}

/** Plain values by their names. */
function factsOf(record: Record<string, unknown>): [string, string][] {
  return Object.entries(record).flatMap(([key, value]): [string, string][] => {
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return plain && String(value) !== "" ? [[key, String(value).slice(0, 300)]] : [];
  });
}

const parts = [
  ["inputs", "Inputs"],
  ["outputs", "Outputs"],
  ["params", "Params"],
] as const;

function signatureOf(signature: Record<string, unknown>): ModelDescription["signature"] {
  return parts.flatMap(([key, part]) => {
    const text = signature[key];
    const specs = typeof text === "string" ? parse(text) : text;
    const columns = Array.isArray(specs) ? specs.filter(isRecord).map(columnOf) : [];
    return columns.length > 0 ? [{ part, columns }] : [];
  });
}

/** How to load the model, by language. Names that could break out of a string are escaped. */
export function snippets(
  uri: string,
  { flavors: all }: ModelDescription,
): { language: string; title: string; text: string }[] {
  const quoted = JSON.stringify(uri);
  const flavors = all.map(({ name }) => name);
  const own = flavors.find((flavor) => /^[a-z_][a-z0-9_]*$/.test(flavor) && flavor !== "python_function");
  const python = [
    "import mlflow",
    "",
    ...(flavors.includes("python_function") || !own
      ? [`model = mlflow.pyfunc.load_model(${quoted})`, "predictions = model.predict(data)"]
      : []),
    ...(own ? [`# as ${own} itself:`, `model = mlflow.${own}.load_model(${quoted})`] : []),
  ].join("\n");
  const [runId, path] = runPathOf(uri);
  const onnx = all.find(({ name }) => name === "onnx");
  const onnxFile = onnx?.facts.find(([key]) => key === "data")?.[1] ?? "model.onnx";
  const csharp = [
    "using Leat.Client;",
    ...(onnx ? ["using Microsoft.ML.OnnxRuntime;"] : []),
    "",
    "await using var client = await LeatClient.ConnectAsync();",
    `var folder = await client.DownloadArtifactsAsync(${JSON.stringify(runId)}, ${JSON.stringify(path)}, "model");`,
    ...(onnx ? [`using var session = new InferenceSession(Path.Combine(folder, ${JSON.stringify(onnxFile)}));`] : []),
  ].join("\n");
  return [
    { language: "py", title: "Python", text: python },
    ...(uri.startsWith("runs:/") ? [{ language: "cs", title: "C#", text: csharp }] : []),
  ];
}

function runPathOf(uri: string): [string, string] {
  const [, runId = "", path = ""] = /^runs:\/([^/]*)\/?(.*)$/s.exec(uri) ?? [];
  return [runId, path];
}
