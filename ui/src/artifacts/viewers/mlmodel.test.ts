import { describe, expect, it } from "vitest";
import { type ModelDescription, readMlmodel, snippets } from "./mlmodel";

const text = `
flavors:
  python_function:
    loader_module: mlflow.sklearn
    env: {conda: conda.yaml}
  sklearn:
    sklearn_version: 1.5.2
mlflow_version: 3.6.0
signature:
  inputs: '[{"type": "double", "name": "x", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: null
`;

describe("an MLmodel file", () => {
  it("tells flavours and signature", () =>
    expect(readMlmodel(text)).toEqual({
      flavors: [
        { name: "python_function", facts: [["loader_module", "mlflow.sklearn"]] },
        { name: "sklearn", facts: [["sklearn_version", "1.5.2"]] },
      ],
      signature: [
        { part: "Inputs", columns: [{ name: "x", type: "double", required: true }] },
        { part: "Outputs", columns: [{ name: "", type: "tensor int64[-1]", required: false }] },
      ],
      facts: [["mlflow_version", "3.6.0"]],
    }));

  it.each(["", "just text", "flavors: 7", "flavors: [1]", "a: &a [1]\n  b"])("is not %j", (other) =>
    expect(readMlmodel(other)).toBeUndefined(),
  );

  it("does not unfold aliases without end", () => {
    const laughs = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`).join("\n");
    expect(readMlmodel(`a0: &a0 [lol]\n${laughs}\nflavors: {x: {}}`)).toBeUndefined();
  });
});

describe("how to load a model", () => {
  const model = (...names: string[]): ModelDescription => ({
    flavors: names.map((name) => ({ name, facts: [] })),
    signature: [],
    facts: [],
  });

  it("is told in Python and C#", () => {
    const [python, csharp] = snippets("runs:/abc/model", model("python_function", "sklearn"));
    expect(python?.text).toContain('mlflow.pyfunc.load_model("runs:/abc/model")');
    expect(python?.text).toContain('mlflow.sklearn.load_model("runs:/abc/model")');
    expect(csharp?.text).toContain('DownloadArtifactsAsync("abc", "model", "model")');
  });

  it("names no flavour that is not a name, and escapes paths", () => {
    const all = snippets('runs:/abc/a"); evil("', model("python_function", 'x"; import os')).map((each) => each.text);
    expect(all.join("\n")).not.toContain("import os");
    expect(all.join("\n")).toContain('a\\"); evil(\\"');
  });
});
