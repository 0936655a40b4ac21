import { describe, expect, it } from "vitest";
import { delimiterOf, mostRows, parseCsv } from "./csv";

const parse = (text: string, truncated = false) => parseCsv(text, { delimiter: ",", truncated });

describe("delimited text", () => {
  it.each([
    ["a,b\n1,2\n", [["1", "2"]]],
    [
      "a,b\r\n1,2\r\n3,4",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ['a,b\n"x, ""y""\nz",2', [['x, "y"\nz', "2"]]],
    ["\ufeffa,b\n1,2", [["1", "2"]]],
    ['a,b\n"open,2\n3,4', [["open,2\n3,4"]]],
    ['a,b\n"x"tail,2', [["xtail", "2"]]],
    ["a,b\n\n1,2\n\n", [["1", "2"]]],
    ["a,b\n1\n1,2,3", [["1"], ["1", "2", "3"]]],
    ["a,b\n,\n", [["", ""]]],
  ])("%j", (text, rows) => {
    const table = parse(text);
    expect(table.columns).toEqual(["a", "b"]);
    expect(table.rows).toEqual(rows);
  });

  it("keeps formulas and markup as the text that they are", () =>
    expect(parse("a\n=cmd|' /C calc'!A0\n<script>alert(1)</script>").rows).toEqual([
      ["=cmd|' /C calc'!A0"],
      ["<script>alert(1)</script>"],
    ]));

  it("is empty without text", () => expect(parse("")).toEqual({ columns: [], rows: [], more: false }));

  it("leaves out the record that is cut off", () =>
    expect(parse("a,b\n1,2\n3,", true)).toEqual({ columns: ["a", "b"], rows: [["1", "2"]], more: true }));

  it("stops at the most rows, also of a text that goes on", () => {
    const table = parse(`n\n${Array.from({ length: mostRows + 500 }, (_, index) => index).join("\n")}`);
    expect(table.rows).toHaveLength(mostRows);
    expect(table.more).toBe(true);
    expect(parse(`n\n${Array.from({ length: mostRows }, (_, index) => index).join("\n")}`).more).toBe(false);
  });

  it("reads 5 MB of quotes in time that is linear", () => {
    const started = process.cpuUsage();
    parse(`a\n${'"'.repeat(5_000_000)}`);
    // Processor time: what else the machine does has no say in it.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000);
  });
});

describe("what divides fields", () => {
  it.each([
    ["a;b;c\n1,5;2;3", "x.csv", ";"],
    ["a,b\n", "x.csv", ","],
    ["a|b|c", "x.csv", "|"],
    ['"x;y;z",b', "x.csv", ","],
    ["a,b", "x.TSV", "\t"],
    ["single", "x.csv", ","],
  ])("in %j", (text, path, delimiter) => expect(delimiterOf(text, path)).toBe(delimiter));
});
