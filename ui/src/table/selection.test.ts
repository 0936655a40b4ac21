import { expect, it } from "vitest";
import { choose, everything, has, nothing, sizeOf, stateOf } from "./selection";

it("chooses some", () => {
  const some = choose(choose(nothing, ["a", "b", "c"], true), ["b"], false);
  expect(["a", "b", "c", "d"].filter((id) => has(some, id))).toEqual(["a", "c"]);
  expect(sizeOf(some, 10)).toBe(2);
  expect(stateOf(some, 10)).toBe("some");
});

it("chooses all but some", () => {
  const most = choose(choose(everything, ["a", "b"], false), ["b"], true);
  expect(["a", "b", "z"].filter((id) => has(most, id))).toEqual(["b", "z"]);
  expect(sizeOf(most, 100_000)).toBe(99_999);
  expect(stateOf(most, 100_000)).toBe("some");
  expect(stateOf(everything, 100_000)).toBe(true);
});

it("may be all of an unknown number", () => {
  expect(sizeOf(everything, undefined)).toBeUndefined();
  expect(stateOf(everything, undefined)).toBe(true);
  expect(stateOf(choose(everything, ["a"], false), undefined)).toBe("some");
});

it("is empty at first", () => {
  expect(stateOf(nothing, 5)).toBe(false);
  expect(stateOf(everything, 0)).toBe(false);
});
