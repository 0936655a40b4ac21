import { describe, expect, it } from "vitest";
import { digitsOf, write } from "./digits";

describe("numbers of a column", () => {
  it.each([
    [
      [0.9412, 0.16, 0.5],
      ["0.9412", "0.1600", "0.5000"],
    ],
    [
      [12.5, 3.25, -0.125],
      ["12.50", "3.25", "−0.13"],
    ],
    [
      [100000, 3],
      ["100,000", "3"],
    ],
    [
      [1.5, 0.00001, 0.0012345],
      ["1.500", "1e-5", "0.001234"],
    ],
    [
      [0.05, 0.0001234],
      ["0.0500", "0.0001234"],
    ],
    [
      [0, 0.25],
      ["0.0000", "0.2500"],
    ],
    [
      [0.5, Number.NaN, Number.POSITIVE_INFINITY],
      ["0.5000", "NaN", "∞"],
    ],
    [[123456.5], ["123500"]],
  ])("%j read %j", (values, texts) => {
    const digits = digitsOf(values);
    expect(values.map((value) => write(value, digits))).toEqual(texts);
  });
});
