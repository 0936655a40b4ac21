import { expect, it } from "vitest";
import { difference } from "./difference";
import type { Line } from "./surface";

function lineOf(x: number[], y: number[]): Line {
  return { id: "r", name: "run", colour: "red", dash: [], x: Float64Array.from(x), y: Float64Array.from(y) };
}

it("is what a line lies above another, also between its points", () => {
  const base = lineOf([0, 10, 20], [1, 2, 4]);
  const line = lineOf([-5, 0, 5, 10, 15, 20, 25], [9, 3, 3, 3, 3, 3, 9]);
  const found = difference(line, base);
  expect([...found.y]).toEqual([Number.NaN, 2, 1.5, 1, 0, -1, Number.NaN]);
  expect(found).toMatchObject({ id: "r", colour: "red", isDifference: true, raw: undefined });
});

it("is zero of a line and itself, and has gaps where either has", () => {
  const line = lineOf([1, 2, 3], [5, Number.NaN, 7]);
  expect([...difference(line, line).y]).toEqual([0, Number.NaN, 0]);
});
