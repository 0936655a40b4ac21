import { expect, it } from "vitest";
import { firstLine } from "./ExperimentsTable";
import { readTags, writeTags } from "./tags";

it("keeps tags in an address", () => {
  const tags = [
    { key: "team", value: "vision" },
    { key: "a:b,c", value: "100% :," },
  ];
  expect(readTags(writeTags(tags))).toEqual(tags);
  expect(readTags("")).toEqual([]);
  expect(readTags("nonsense,%ff:x")).toEqual([{ key: "%ff", value: "x" }]);
});

it("tells the first line of a note", () => {
  expect(firstLine("\n\n## Sweep over *lr*\nmore")).toBe("Sweep over *lr*");
  expect(firstLine(undefined)).toBe("");
});
