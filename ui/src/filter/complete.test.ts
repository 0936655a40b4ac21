import { describe, expect, it } from "vitest";
import { insert, placeAt } from "./complete";

/** The place of the bar. */
function at(text: string) {
  const caret = text.indexOf("|");
  return placeAt(text.replace("|", ""), caret);
}

describe("completion", () => {
  it.each([
    ["|", ""],
    ["met|", "met"],
    ["NOT |", ""],
    ["(|", ""],
    ["metrics.a > 1 AND (par|", "par"],
    ["(params.a = 'x') OR |", ""],
    ["loss|", "loss"],
  ])("offers fields: %s", (text, typed) =>
    expect(at(text)).toMatchObject({ typed, wanted: { kind: "field", of: undefined } }),
  );

  it.each([
    ["metrics.|", "", "metric"],
    ["metrics.lo|", "lo", "metric"],
    ["params.`a b|", "a b", "param"],
    ["NOT tags.mlflow.us|", "mlflow.us", "tag"],
    ["metrics.lo|ss > 1", "lo", "metric"],
  ])("offers keys: %s", (text, typed, of) => expect(at(text)).toMatchObject({ typed, wanted: { kind: "field", of } }));

  it.each(["metrics.loss |", "params.a NOT |", "params.a LI|", "run_id |"])("offers comparators: %s", (text) =>
    expect(at(text).wanted.kind).toBe("comparator"),
  );

  it.each([
    ["params.a IS |", "", false],
    ["tags.a is N|", "N", false],
    ["tags.a IS NOT |", "", true],
  ])("offers NULL: %s", (text, typed, isNegated) =>
    expect(at(text)).toMatchObject({ typed, wanted: { kind: "null", isNegated } }),
  );

  it.each([
    ["params.a = |", "", "a"],
    ["params.a = 'ad|", "ad", "a"],
    ["tags.`a b` = 'x AND y|", "x AND y", "a b"],
    ["status != |", "", "status"],
    ["run_id IN ('a', 'b|", "b", "run_id"],
    ["run_id IN (|", "", "run_id"],
  ])("offers values: %s", (text, typed, key) =>
    expect(at(text)).toMatchObject({ typed, wanted: { kind: "value", field: { key } } }),
  );

  it.each(["params.a = 'x' |", "metrics.a > 1 A|", "(params.a = 'x' |", "(params.a = 'x') |", "tags.a IS NOT NULL |"])(
    "offers what joins: %s",
    (text) => expect(at(text).wanted.kind).toBe("joiner"),
  );

  it.each(["foo.bar |", "metrics.a 1 |", "> |", "tags.a IS 'x' |"])("offers nothing where all is wrong: %s", (text) =>
    expect(at(text).wanted.kind).toBe("nothing"),
  );

  it("replaces what was typed, and the rest of the word", () => {
    const filter = "metrics.lo = 1";
    expect(insert(filter, placeAt(filter, 9), "metrics.`val/loss`")).toEqual({
      filter: "metrics.`val/loss` = 1",
      caret: 19,
    });
    expect(insert("me", placeAt("me", 2), "metrics.", true)).toEqual({ filter: "metrics.", caret: 8 });
    expect(insert("params.a = 'ad", placeAt("params.a = 'ad", 14), "'adam'").filter).toBe("params.a = 'adam' ");
  });
});
