import { describe, expect, test } from "vitest";
import { numberLabel, ticksOf } from "./ticks";

const labels = (...args: Parameters<typeof ticksOf>) => ticksOf(...args).map((tick) => tick.label);

test.each<[number, number, number, string[]]>([
  [0, 1, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1"]],
  [0, 0.95, 3, ["0", "0.5"]],
  [0, 100_000, 5, ["0", "20K", "40K", "60K", "80K", "100K"]],
  [0, 2_500_000, 5, ["0", "500K", "1M", "1.5M", "2M", "2.5M"]],
  [-1, 1, 4, ["−1", "−0.5", "0", "0.5", "1"]],
  [0, 4e-7, 4, ["0", "1e-7", "2e-7", "3e-7", "4e-7"]],
  [1.2345, 1.2355, 2, ["1.2345", "1.235", "1.2355"]],
  [0, 5, 5, ["0", "1", "2", "3", "4", "5"]],
])("numbers from %f to %f are marked round", (from, to, count, expected) => {
  expect(labels("number", false, from, to, count)).toEqual(expected);
});

test("marks are exact, not summed up", () => {
  expect(ticksOf("number", false, 0, 1, 10).map((tick) => tick.value)).toContain(0.3);
});

test("a range of one value has one mark, and one that is none has none", () => {
  expect(labels("number", false, 3, 3, 5)).toEqual(["3"]);
  expect(labels("number", false, Number.NaN, 1, 5)).toEqual([]);
});

test("the range of all doubles has some marks", () => {
  const ticks = ticksOf("number", false, -1e308, 1e307, 5);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThan(20);
});

test("a range below the precision of its numbers ends", () => {
  expect(ticksOf("number", false, 1e17, 1e17 + 32, 5).length).toBeLessThanOrEqual(100);
});

test.each<[number, number, number, string[]]>([
  [1, 1000, 4, ["1", "10", "100", "1000"]],
  [1e-5, 1e5, 5, ["0.0001", "0.01", "1", "100", "10K"]],
  [1, 100, 8, ["1", "2", "5", "10", "20", "50", "100"]],
  [2, 4, 4, ["2", "2.5", "3", "3.5", "4"]],
])("a logarithmic axis from %f to %f is marked by powers", (from, to, count, expected) => {
  expect(labels("number", true, from, to, count)).toEqual(expected);
});

describe("lengths of time", () => {
  const hour = 3_600_000;
  test.each<[number, number, string[]]>([
    [0, 4 * hour, ["0", "1 h", "2 h", "3 h", "4 h"]],
    [0, 1.5 * hour, ["0", "30 min", "1 h", "1:30 h"]],
    [0, 100_000, ["0", "30 s", "1 min", "1:30 min"]],
    [0, 400, ["0", "100 ms", "200 ms", "300 ms", "400 ms"]],
    [0, 96 * hour, ["0", "1 d", "2 d", "3 d", "4 d"]],
  ])("from %i to %i", (from, to, expected) => {
    expect(labels("duration", false, from, to, 4)).toEqual(expected);
  });
});

describe("times", () => {
  const at = (text: string) => new Date(text).getTime();
  test("of an hour are marked by the clock, at round minutes of local time", () => {
    expect(labels("time", false, at("2026-05-04T10:05:00"), at("2026-05-04T11:05:00"), 4)).toEqual([
      "10:15",
      "10:30",
      "10:45",
      "11:00",
    ]);
  });
  test("of days name the day at midnight", () => {
    expect(labels("time", false, at("2026-05-04T18:00:00"), at("2026-05-05T18:00:00"), 4)).toEqual([
      "18:00",
      "05-05",
      "06:00",
      "12:00",
      "18:00",
    ]);
  });
  test("of years name months", () => {
    expect(labels("time", false, at("2026-01-15T00:00:00"), at("2026-12-15T00:00:00"), 4)).toEqual([
      "2026-04",
      "2026-07",
      "2026-10",
    ]);
  });
  test("outside of the calendar are numbers", () => {
    expect(ticksOf("time", false, 9e15, 9.1e15, 4).length).toBeGreaterThan(0);
  });
});

test.each<[number, number, string]>([
  [0.1 + 0.2, 0.1, "0.3"],
  [1500, 500, "1500"],
  [15_000, 5000, "15K"],
  [-0.5, 0.5, "−0.5"],
  [1.5e16, 5e15, "1.5e16"],
])("%f beside others %f apart", (value, step, label) => {
  expect(numberLabel(value, step)).toBe(label);
});
