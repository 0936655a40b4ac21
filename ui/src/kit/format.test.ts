import { describe, expect, it } from "vitest";
import { ago, bytes, count, duration, number, visible } from "./format";

describe("numbers", () => {
  it.each([
    [0.9412345, "0.9412"],
    [1, "1"],
    [100000, "100,000"],
    [1.3e-7, "1.3e-7"],
    [-0.5, "−0.5"],
    [0, "0"],
    [123456.789, "123500"],
    [1e12, "1e+12"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d reads %s", (value, text) => expect(number(value)).toBe(text));

  it("counts with separators", () => expect(count(1234567)).toBe("1,234,567"));
});

describe("times", () => {
  it.each([
    [120, "120 ms"],
    [44_000, "44 s"],
    [5_400_000, "1 h 30 min"],
    [86_400_000, "1 d"],
  ])("%d ms reads %s", (ms, text) => expect(duration(ms)).toBe(text));

  it("tells how long ago", () => {
    expect(ago(1_000_000, 1_000_500)).toBe("now");
    expect(ago(0, 6 * 60_000)).toBe("6 min ago");
    expect(ago(9e15, 0)).toBe("9000000000000000 ms");
  });
});

describe("sizes", () => {
  it.each([
    [812, "812 B"],
    [1_400_000, "1.4 MB"],
    [52_000, "52 kB"],
  ])("%d bytes read %s", (size, text) => expect(bytes(size)).toBe(text));
});

it("shows characters that hide or turn text", () => {
  expect(visible("a\u202eb\u0007")).toBe("a⟨202e⟩b␇");
  expect(visible("Plain ñ 日本 text")).toBe("Plain ñ 日本 text");
  expect(visible("two\u200bwords, three\u200dletters")).toBe("two⟨200b⟩words, three⟨200d⟩letters");
  expect(visible("👩‍👩‍👧 می‌خواهم क्‍ष")).toBe("👩‍👩‍👧 می‌خواهم क्‍ष");
});
