import { expect, it } from "vitest";
import { placed } from "./useColumnActions";

const lists = () => [["p"], ["a", "b", "c"]] as [string[], string[]];

it.each([
  ["a", 1, 3, "p | b c a"],
  ["c", 1, 0, "p | c a b"],
  ["a", 1, 2, "p | b a c"],
  ["b", 1, 1, "p | a b c"],
  ["b", 1, 2, "p | a b c"],
  ["b", 0, 1, "p b | a c"],
  ["p", 1, 1, " | a p b c"],
] as const)("%s put into list %i before place %i", (name, which, at, text) =>
  expect(
    placed(lists(), name, which, at)
      .map((list) => list.join(" "))
      .join(" | "),
  ).toBe(text),
);
