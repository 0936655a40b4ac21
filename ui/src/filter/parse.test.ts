import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faultOf, parse, partsOf, without } from "./parse";
import { tokenize } from "./tokenize";

const tests = new URL("../../../tests/", import.meta.url);
const scripts = new URL("Leat.Storage.Specification/Search/", tests);

/** The server's own cases: text scripts that run on every store. */
const cases = readdirSync(scripts)
  .filter((name) => /^run-.*\.txt$/.test(name))
  .flatMap((name) => {
    const lines = readFileSync(new URL(name, scripts), "utf8").split("\n");
    return lines.flatMap((line, at) => {
      const filter = /^search runs: (.*)$/.exec(line)?.[1];
      const expected = lines.slice(at + 1).find((next) => !next.startsWith(" "));
      return filter === undefined ? [] : [{ filter: filter.trim(), refused: expected?.startsWith("expect error") }];
    });
  })
  // MLflow lets AND lead, trail and repeat; the language with OR does not.
  .filter(({ filter }) => !/^and\b|\band$|\band\s+and\b/i.test(filter));

describe("the filters of the server's scripts", () => {
  it("are many", () => expect(cases.length).toBeGreaterThan(150));

  it.each(cases.filter((each) => !each.refused))("$filter is understood", ({ filter }) =>
    expect(faultOf(filter)).toBeUndefined(),
  );

  it.each(cases.filter((each) => each.refused && !/ OR /.test(each.filter)))("$filter is refused", ({ filter }) =>
    expect(faultOf(filter)).toBeDefined(),
  );
});

/** The server's tests of what it refuses, with the position that each message names, counted from 1. */
function refusals(file: string): { filter: string; position: number }[] {
  const text = readFileSync(new URL(`Leat.Core.Tests/Search/${file}`, tests), "utf8");
  const literal = String.raw`"((?:[^"\\]|\\.)*)"`;
  const found: { filter: string; position: number }[] = [];
  for (const [, filter = "", rest = ""] of text.matchAll(new RegExp(`InlineData\\(${literal}, (.*)\\)\\]`, "g"))) {
    // What MLflow's language refuses and this one understands, or takes for a group.
    if (rest.endsWith("+ Tree") || filter.startsWith("('")) continue;
    // Some name the place as the API does: from 0, and with a length.
    const place = /^(\d+), \d+$/.exec(rest)?.[1];
    const position = /At position (\d+)/.exec(rest)?.[1] ?? /, (\d+)(?:, "[^"]*")?$/.exec(rest)?.[1];
    const from1 = place !== undefined ? Number(place) + 1 : position !== undefined ? Number(position) : undefined;
    if (from1 !== undefined)
      found.push({ filter: JSON.parse(`"${filter.replace(/\\'/g, "'")}"`) as string, position: from1 });
  }
  return found;
}

const refused = [...refusals("RunFilterErrorTests.cs"), ...refusals("FilterTreeTests.cs")];

describe("faults lie where the server finds them", () => {
  it("in many cases", () => expect(refused.length).toBeGreaterThan(50));

  it.each(refused)("$filter at $position", ({ filter, position }) =>
    expect(faultOf(filter)?.position).toBe(position - 1),
  );
});

describe("a filter", () => {
  const show = (filter: string): string => {
    const node = parse(filter.replace(/\b[a-zA-Z]\b/g, "tags.$& = '1'"));
    const of = (each: NonNullable<typeof node>): string => {
      if (each.kind === "condition") return each.field.text.slice(5);
      if (each.kind === "not") return `(not ${of(each.node)})`;
      return `(${each.nodes.map(of).join(` ${each.kind} `)})`;
    };
    return node ? of(node) : "";
  };

  it.each([
    ["NOT a OR b AND c", "((not a) or (b and c))"],
    ["a OR b OR c AND d", "(a or b or (c and d))"],
    ["(a or B) and not (c)", "((a or B) and (not c))"],
    ["((((a))))", "a"],
    ["NOT NOT a", "(not (not a))"],
    ["  ", ""],
  ])("binds NOT before AND before OR: %s", (filter, tree) => expect(show(filter)).toBe(tree));

  it("has limits", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}tags.a = '1'${")".repeat(depth)}`;
    expect(faultOf(nested(64))).toBeUndefined();
    expect(faultOf(nested(65))?.message).toContain("64 levels");
    expect(faultOf(Array(501).fill("tags.a = '1'").join(" OR "))?.message).toContain("500 conditions");
  });

  it.each([
    ["metrics.`a b`.min <", true],
    ["metrics.loss", true],
    ["metrics.loss <", true],
    ["params.a = 'x", true],
    ["(params.a = 'x'", true],
    ["params.a = 'x' AND", true],
    ["params.a > 'x'", false],
    ["foo = 'x' AND", false],
  ])("may be unfinished: %s", (filter, unfinished) => expect(faultOf(filter)?.isUnfinished).toBe(unfinished));
});

describe("the parts of a filter", () => {
  const whole = "metrics.accuracy > 0.9 AND ( params.a = 'x' OR params.b = 'y AND z' ) and NOT tags.t = '1'";

  it("are what its AND joins", () =>
    expect(partsOf(whole)).toEqual({
      joiner: "AND",
      parts: ["metrics.accuracy > 0.9", "( params.a = 'x' OR params.b = 'y AND z' )", "NOT tags.t = '1'"],
    }));

  it("can be taken away one by one", () => {
    expect(without(partsOf(whole), 1)).toBe("metrics.accuracy > 0.9 AND NOT tags.t = '1'");
    expect(without(partsOf("tags.a = '1' or tags.b = '2'"), 0)).toBe("tags.b = '2'");
    expect(without(partsOf("tags.a = '1'"), 0)).toBe("");
  });

  it("are one if all stands in parentheses", () => {
    expect(partsOf("(tags.a = '1' OR tags.b = '2')").parts).toEqual(["(tags.a = '1' OR tags.b = '2')"]);
    expect(partsOf("(tags.a = '1' OR tags.b = '2') AND tags.c = '3'").parts.length).toBe(2);
    expect(partsOf("").parts).toEqual([]);
  });
});

describe("tokens", () => {
  it("cover everything but blanks", () => {
    const text = 'metrics.`a b` >= -1.5e3 AND params.größe = "x""y" ( \'open 🚀 ; ,';
    expect(tokenize(text).every((token) => text.startsWith(token.text, token.start))).toBe(true);
    expect(tokenize(text).map((token) => token.kind)).toEqual([
      "name",
      "symbol",
      "number",
      "name",
      "name",
      "symbol",
      "doubleQuoted",
      "other",
      "other",
      "name",
      "other",
      "semicolon",
      "comma",
    ]);
  });

  it("are read in linear time", () => {
    const start = performance.now();
    tokenize("(".repeat(200_000));
    tokenize("'".repeat(200_001));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
