import { expect, it } from "vitest";
import { and, compares, equals } from "./write";

it("writes conditions with the quotes that fit", () => {
  expect(equals("params.a", "x")).toBe("params.a = 'x'");
  expect(equals("params.a", "it's")).toBe(`params.a = "it's"`);
  expect(equals("params.a", `"it's"`)).toBe(`params.a LIKE '"it_s"'`);
  expect(equals("metrics.a", 0.5)).toBe("metrics.a = 0.5");
});

it("writes other comparisons", () => {
  expect(compares("params.a", "!=", "x")).toBe("params.a != 'x'");
  expect(compares("params.a", "!=", `"it's"`)).toBe(`NOT params.a LIKE '"it_s"'`);
  expect(compares("metrics.a", ">=", 1e-7)).toBe("metrics.a >= 1e-7");
});

it("adds a condition to a filter", () => {
  expect(and(" ", "a = 1")).toBe("a = 1");
  expect(and("b = 2", "a = 1")).toBe("b = 2 AND a = 1");
  expect(and("b = 2 or c = 3", "a = 1")).toBe("(b = 2 or c = 3) AND a = 1");
});
