import { describe, expect, it } from "vitest";
import { compareFaults, readCompareState, writeCompareState } from "./useCompareState";

describe("the address of a comparison", () => {
  it("names runs once, and nothing that is no id", () =>
    expect(readCompareState({ runs: "a,b,a,,x' OR 1=1,../c" }).runIds).toEqual(["a", "b"]));

  it("falls back where it is wrong", () =>
    expect(readCompareState({ runs: "a", base: "z", show: "sideways", other: "q", turned: "%" })).toMatchObject({
      base: undefined,
      view: "table",
      other: undefined,
      turned: new Set(["%"]),
    }));

  it("tells what is wrong, and only that", () => {
    expect(compareFaults({ runs: "a,../c", base: "z", show: "sideways", other: "q" })).toEqual([
      "runs=../c",
      "base=z",
      "other=q",
      "show=sideways",
    ]);
    expect(compareFaults({ runs: "a,b", base: "a", other: "b", show: "files" })).toEqual([]);
    expect(compareFaults({ runs: "a,b" })).toEqual([]);
  });

  it("comes back as it was written", () => {
    const state = { view: "files", equal: true, turned: new Set(["a,b", "c/d", "50%"]), file: "x/y" } as const;
    expect(readCompareState({ runs: "a", ...writeCompareState(state) })).toMatchObject(state);
  });

  it("leaves out what is as usual", () =>
    expect(writeCompareState({ view: "table", equal: false, turned: new Set() })).toEqual({
      show: undefined,
      equal: undefined,
      turned: undefined,
    }));
});
