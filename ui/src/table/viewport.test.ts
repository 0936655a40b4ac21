import { describe, expect, it } from "vitest";
import {
  columnWindow,
  contentHeight,
  drawnInOrder,
  MAX_HEIGHT,
  MAX_ROWS,
  offsetsOf,
  scrollTo,
  windowOf,
} from "./viewport";

const frame = { scrollTop: 0, height: 800, count: 100_000, rowHeight: 32 };

describe("rows in view", () => {
  it("begin at the top", () => expect(windowOf(frame)).toEqual({ first: 0, end: 32, origin: 0 }));

  it("reach beyond both edges", () => {
    const { first, end } = windowOf({ ...frame, scrollTop: 32_000 });
    expect(first).toBe(994);
    expect(end).toBe(1032);
  });

  it("end with the last", () => {
    const { first, end } = windowOf({ ...frame, scrollTop: contentHeight(100_000, 32) - 800 });
    expect(end).toBe(100_000);
    expect(first).toBeLessThan(100_000 - 25);
  });

  it("are never more than 120, whatever height is measured", () => {
    for (const height of [3_200_000, 4_000, 3_000]) {
      const { first, end } = windowOf({ ...frame, height, scrollTop: 64_000 });
      expect(end - first).toBeLessThanOrEqual(MAX_ROWS);
    }
  });

  it("are none of an empty list", () =>
    expect(windowOf({ ...frame, count: 0 })).toEqual({ first: 0, end: 0, origin: 0 }));

  it("stay within a list that has become shorter", () => {
    const { first, end } = windowOf({ ...frame, count: 10, scrollTop: 32_000 });
    expect(first).toBeLessThanOrEqual(end);
    expect(end).toBeLessThanOrEqual(10);
  });
});

describe("the elements of rows", () => {
  const drawn = (scrollTop: number, active: number, base = 0) =>
    drawnInOrder({ ...windowOf({ ...frame, scrollTop }), base }, active, frame);

  it("are taken over from rows that left the view, and never shared", () => {
    const seen = new Set<number>();
    for (let scrollTop = 0; scrollTop < 64_000; scrollTop += 96) {
      const slots = drawn(scrollTop, -1).map(({ slot }) => slot);
      expect(new Set(slots).size).toBe(slots.length);
      for (const slot of slots) seen.add(slot);
    }
    expect(seen.size).toBe(26 + 2 * 6);
  });

  it("stay where they are while one scrolls, also those of the row at the keyboard", () => {
    let before: number[] = [];
    for (let scrollTop = 0; scrollTop < 6_400; scrollTop += 96) {
      const slots = drawn(scrollTop, 5).map(({ slot }) => slot);
      const kept = before.filter((slot) => slots.includes(slot));
      expect(slots.filter((slot) => before.includes(slot))).toEqual(kept);
      expect(slots).toContain(5);
      before = slots;
    }
  });

  it("are in the order of the rows where the hand rests", () => {
    const { first } = windowOf({ ...frame, scrollTop: 3_217 });
    const rows = drawn(3_217, first + 7, first).map(({ index }) => index);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
  });

  it("of the row at the keyboard stay its own", () => {
    for (let scrollTop = 0; scrollTop < 32_000; scrollTop += 320) {
      const rows = drawn(scrollTop, 5);
      expect(rows.filter(({ slot }) => slot === 5)).toEqual([{ index: 5, slot: 5 }]);
    }
  });
});

describe("a list higher than an element can be", () => {
  const long = { ...frame, count: 1_000_000 };

  it("is scaled to what browsers allow", () => expect(contentHeight(1_000_000, 32)).toBe(MAX_HEIGHT));

  it("ends with the last row, standing at the lower edge", () => {
    const scrollTop = MAX_HEIGHT - 800;
    const { end, origin } = windowOf({ ...long, scrollTop });
    expect(end).toBe(1_000_000);
    expect(origin + end * 32 - scrollTop).toBeCloseTo(800, 3);
  });

  it.each([0, 5, 123_456, 500_000, 999_999])("brings row %i into view", (row) => {
    const scrollTop = scrollTo(row, { ...long, scrollTop: 3_000_000 });
    const { first, end, origin } = windowOf({ ...long, scrollTop });
    expect(first).toBeLessThanOrEqual(row);
    expect(end).toBeGreaterThan(row);
    expect(origin + row * 32 - scrollTop).toBeGreaterThanOrEqual(-0.01);
    expect(origin + row * 32 + 32 - scrollTop).toBeLessThanOrEqual(800.01);
  });
});

it("scrolls no further than needed", () => {
  expect(scrollTo(3, { ...frame, scrollTop: 0 })).toBe(0);
  expect(scrollTo(25, { ...frame, scrollTop: 0 })).toBe(32);
  expect(scrollTo(3, { ...frame, scrollTop: 320 })).toBe(96);
});

it("finds the columns in view", () => {
  const offsets = offsetsOf(Array.from({ length: 100 }, () => 100));
  const { first, end } = columnWindow(offsets, 4_000, 1_000);
  expect(first).toBeLessThanOrEqual(40);
  expect(end).toBeGreaterThanOrEqual(50);
  expect(end - first).toBeLessThan(25);
  expect(columnWindow([0], 0, 1_000)).toEqual({ first: 0, end: 0 });
});
