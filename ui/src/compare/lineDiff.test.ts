import { describe, expect, it } from "vitest";
import { diffTexts } from "./lineDiff";

const marks = { same: " ", removed: "-", added: "+" };
const drawn = (left: string, right: string) => diffTexts(left, right).map(({ kind, text }) => marks[kind] + text);

describe("a comparison of texts", () => {
  it.each([
    ["a\nb\nc", "a\nb\nc", [" a", " b", " c"]],
    ["a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]],
    ["", "a\nb", ["+a", "+b"]],
    ["a\nb", "", ["-a", "-b"]],
    ["a\n", "a", [" a"]],
    ["a\r\nb\r\n", "a\nb\n", [" a", " b"]],
    ["a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc", ["-a", "-b", " c", "+b", " a", " b", "-b", " a", "+c"]],
  ])("%j to %j", (left, right, lines) => expect(drawn(left, right)).toEqual(lines));

  it("numbers lines of both sides", () =>
    expect(diffTexts("a\nb", "x\na")).toEqual([
      { kind: "added", text: "x", left: undefined, right: 1 },
      { kind: "same", text: "a", left: 1, right: 2 },
      { kind: "removed", text: "b", left: 2, right: undefined },
    ]));

  it("leads from any text to any other by the fewest lines", () => {
    let state = 7;
    const next = (below: number) => {
      state = (state * 1664525 + 1013904223) >>> 0;
      return state % below;
    };
    for (let round = 0; round < 300; round++) {
      const left = Array.from({ length: next(14) }, () => "abcd"[next(4)]);
      const right = Array.from({ length: next(14) }, () => "abcd"[next(4)]);
      const lines = diffTexts(left.join("\n"), right.join("\n"));
      expect(lines.filter(({ kind }) => kind !== "added").map(({ text }) => text)).toEqual(left);
      expect(lines.filter(({ kind }) => kind !== "removed").map(({ text }) => text)).toEqual(right);
      expect(lines.filter(({ kind }) => kind === "same")).toHaveLength(longestCommon(left, right));
    }
  });

  it("is bounded where everything differs", () => {
    const text = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join("\n");
    const started = performance.now();
    const lines = diffTexts(`head\n${text("a")}\ntail`, `head\n${text("b")}\ntail`);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(lines).toHaveLength(40_002);
    expect([lines[0]?.kind, lines.at(-1)?.kind]).toEqual(["same", "same"]);
  });
});

/** By the plain table: what the fast way is held to. */
function longestCommon(a: readonly unknown[], b: readonly unknown[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, at) => {
      next.push(x === y ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
