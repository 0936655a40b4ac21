import { expect, it } from "vitest";
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
