import { expect, it } from "vitest";
import { firstLine } from "./firstLine";

it("is what a list shows of a note", () => {
  expect(firstLine("\n\n## Sweep over *lr*\nmore")).toBe("Sweep over *lr*");
  expect(firstLine("Made by `leat`: **iris** ([origin](https://example.org)).")).toBe("Made by leat: iris (origin).");
  expect(firstLine(undefined)).toBe("");
});
