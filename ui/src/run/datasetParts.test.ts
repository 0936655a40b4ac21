import { describe, expect, it } from "vitest";
import { schemaOf } from "../api/schemas";
import { profileOf, sourceLink } from "./datasetParts";

describe("schemas", () => {
  it("reads columns", () =>
    expect(
      schemaOf(
        '{"mlflow_colspec":[{"type":"double","name":"x","required":true},{"type":"array","items":{"type":"long"},"name":"y"}]}',
      ),
    ).toEqual([
      { name: "x", type: "double", required: true },
      { name: "y", type: "array of long", required: false },
    ]));

  it("reads tensors by part", () =>
    expect(
      schemaOf(
        JSON.stringify({
          mlflow_tensorspec: {
            features: '[{"type":"tensor","tensor-spec":{"dtype":"float64","shape":[-1,4]}}]',
            targets: null,
          },
        }),
      ),
    ).toEqual([{ name: "features", type: "tensor float64[-1, 4]", required: false }]));

  it.each(["", "[]", "null", "{", '{"mlflow_colspec":7}', '"text"'])("knows that %j is none", (text) =>
    expect(schemaOf(text)).toBeUndefined(),
  );
});

describe("profiles", () => {
  it("tells plain values apart", () =>
    expect(profileOf('{"num_rows":1797,"shape":{"x":[2]}}')).toEqual({
      facts: [["Rows", "1,797"]],
      rest: '{\n  "shape": {\n    "x": [\n      2\n    ]\n  }\n}',
    }));

  it("keeps what is no JSON as it is", () =>
    expect(profileOf("<b>rows</b>")).toEqual({ facts: [], rest: "<b>rows</b>" }));
});

describe("links to a source", () => {
  it("leads to the web", () => expect(sourceLink('{"url":"https://doi.org/10"}')).toBe("https://doi.org/10"));
  it.each(['{"url":"javascript:alert(1)"}', '{"uri":"s3://bucket/x"}', '{"url":"https://a","other":1}', "no"])(
    "not from %s",
    (source) => expect(sourceLink(source)).toBeUndefined(),
  );
});
