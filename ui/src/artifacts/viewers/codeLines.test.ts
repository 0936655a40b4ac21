import { parser } from "@lezer/python";
import { describe, expect, it } from "vitest";
import { colouredLines, diffLines, mostOfLine, plainLines } from "./codeLines";

const textOf = (line: readonly { text: string }[]) => line.map(({ text }) => text).join("");

describe("lines", () => {
  it("keep every character of code", () => {
    const code = 'def f(x):\n    """Text\n    more"""\n    return x + 1  # end\n';
    expect(colouredLines(code, parser).map(textOf).join("\n")).toBe(code);
  });

  it("know what pieces are", () =>
    expect(colouredLines("return 'a'", parser)[0]).toEqual([
      { text: "return", kind: "keyword" },
      { text: " ", kind: "" },
      { text: "'a'", kind: "string" },
    ]));

  it("end as files of any system end them", () =>
    expect(plainLines("a\r\nb\rc\nd").map(textOf)).toEqual(["a", "b", "c", "d"]));

  it("are cut where they are absurdly long", () => {
    const [line] = plainLines("x".repeat(mostOfLine + 5));
    expect(line && textOf(line)).toBe(`${"x".repeat(mostOfLine)} … 5 more characters`);
    const [coloured] = colouredLines(`'${"x".repeat(mostOfLine + 5)}'`, parser);
    expect(coloured && textOf(coloured)).toMatch(/x … 7 more characters$/);
  });

  it("of a diff tell what was added and removed", () =>
    expect(diffLines("--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z").map((line) => line[0]?.kind)).toEqual([
      "comment",
      "comment",
      "keyword",
      "removed",
      "added",
      "",
    ]));
});
