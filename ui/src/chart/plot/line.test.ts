import { describe, expect, test } from "vitest";
import { Filled, fillColumns, traceLine } from "./line";
import { Recorder } from "./recorder";
import { makeScale, place } from "./scale";

const width = 300;
const ys = makeScale(false, 0, 100, 200, 0);

function trace(x: number[], y: number[], log = false, range?: [number, number]) {
  const [from, to] = range ?? [x[0] ?? 0, x[x.length - 1] ?? 1];
  const xs = makeScale(log, from, to, 0, width);
  const recorder = new Recorder();
  const marks = traceLine(recorder, { x: Float64Array.from(x) }, Float64Array.from(y), xs, ys);
  return { points: recorder.points, marks, xs };
}

/** The same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function groupBy<T>(items: readonly T[], key: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

describe("a line", () => {
  test("of few points goes through each of them", () => {
    const { points } = trace([0, 10, 20], [1, 50, 2]);
    expect(points.map(({ x, y }) => [x, y])).toEqual([
      [0, 198],
      [150, 100],
      [300, 196],
    ]);
    expect(points.map((point) => point.down)).toEqual([false, true, true]);
  });

  test("has a gap where a value is NaN", () => {
    const { points } = trace([0, 10, 20, 30, 40], [1, 2, Number.NaN, 3, 4]);
    expect(points.map((point) => point.down)).toEqual([false, true, false, true]);
  });

  test("shows a point between two gaps as a dot", () => {
    const { points } = trace([0, 10, 20, 30, 40], [1, Number.NaN, 50, Number.NaN, 4]);
    expect(points.filter((point) => point.y === 100)).toEqual([
      { x: 150, y: 100, down: false },
      { x: 151, y: 100, down: true },
    ]);
  });

  test("leaves the chart by a mark where a value is infinite", () => {
    const { points, marks } = trace([0, 10, 20], [1, Number.POSITIVE_INFINITY, 2]);
    expect(marks).toEqual([{ x: 150, up: true }]);
    expect(points.every((point) => Number.isFinite(point.y))).toBe(true);
    expect(trace([0, 10, 20], [1, Number.NEGATIVE_INFINITY, 2]).marks).toEqual([{ x: 150, up: false }]);
  });

  test("has at most one mark every four px", () => {
    const steps = Array.from({ length: 10_000 }, (_, step) => step);
    const { marks } = trace(
      steps,
      steps.map(() => Number.POSITIVE_INFINITY),
    );
    expect(marks.length).toBeLessThanOrEqual(width / 4 + 1);
  });

  test("leaves out what a logarithm cannot show", () => {
    const { points } = trace([0, 1, 10, 100], [1, 2, 3, 4], true, [1, 100]);
    expect(points).toHaveLength(3);
    expect(points[0]).toEqual({ x: 0, y: 196, down: false });
  });

  test("runs on to both edges of a part of the axis", () => {
    const { points } = trace([0, 10, 20, 30, 40, 50], [1, 2, 3, 4, 5, 6], false, [18, 32]);
    expect(points[0]?.x).toBeLessThan(0);
    expect(points[points.length - 1]?.x).toBeGreaterThan(width);
  });

  test("that is empty draws nothing", () => {
    expect(trace([], []).points).toEqual([]);
  });
});

describe("a line that goes up and down within a column", () => {
  // Ten points a px from 100 to 110, with a single spike, the last two px flat; before and behind, one every ten px.
  const wide = [0, 10, 20].map((at) => [at, 50] as const);
  const dense = Array.from(
    { length: 100 },
    (_, i) => [100 + i / 10, i === 55 ? 95 : i < 80 && i % 2 ? 45 : 55] as const,
  );
  const after = [150, 200, 300].map((at) => [at, 50] as const);
  const all = [...wide, ...dense, ...after];
  const scale = makeScale(false, 0, 300, 0, 300);
  const filled = new Filled();
  const recorder = new Recorder();
  traceLine(
    recorder,
    { x: Float64Array.from(all.map(([at]) => at)) },
    Float64Array.from(all.map(([, value]) => value)),
    scale,
    ys,
    filled,
  );

  test("is filled there, to its extremes", () => {
    expect(filled.columns).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109]);
    expect(filled.tops).toEqual([90, 90, 90, 90, 90, 10, 90, 90, 90, 90]);
    // To where they flatten, the line goes half in each of the columns that meet.
    expect(filled.bottoms).toEqual([...new Array(8).fill(110), 100, 90]);
  });

  test("is stroked up to there and from there on", () => {
    expect(recorder.points.map(({ x, down }) => [Math.round(x), down])).toEqual([
      [0, false],
      [10, true],
      [20, true],
      [100, true],
      [110, false],
      [150, true],
      [200, true],
      [300, true],
    ]);
  });

  test("is filled as wide as it is stroked", () => {
    const surface = new Recorder();
    fillColumns(surface, { columns: [5, 6], tops: [10, 8], bottoms: [20, 24] }, 1.5);
    expect(surface.commands).toEqual([
      ["fillRect", 4.75, 9.25, 1.5, 11.5],
      ["fillRect", 5.75, 7.25, 1.5, 17.5],
    ]);
  });
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])("of many random points, seed %i, a line", (seed) => {
  const next = random(seed);
  const count = 1000 + Math.floor(next() * 50_000);
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0, at = 0; i < count; i++, at += next() * 3) {
    x.push(at);
    y.push(next() < 0.01 ? Number.NaN : next() < 0.001 ? 100 * next() : 40 + 5 * next());
  }
  const { points, xs } = trace(x, y);
  const byColumn = groupBy(points, (point) => Math.floor(point.x));

  test("shows every extreme of every column", () => {
    const columns = groupBy(
      x
        .map((step, i) => ({ column: Math.floor(place(xs, step)), y: place(ys, y[i] as number) }))
        .filter((point) => !Number.isNaN(point.y)),
      (point) => point.column,
    );
    for (const [column, all] of columns) {
      const drawn = byColumn.get(column) ?? [];
      const heights = drawn.map((point) => point.y);
      expect(Math.min(...heights)).toBe(Math.min(...all.map((point) => point.y)));
      expect(Math.max(...heights)).toBe(Math.max(...all.map((point) => point.y)));
    }
  });

  test("fills columns in which it goes far, up to every extreme", () => {
    const filled = new Filled();
    const recorder = new Recorder();
    traceLine(recorder, { x: Float64Array.from(x) }, Float64Array.from(y), xs, ys, filled);
    const drawn = groupBy(recorder.points, (point) => Math.floor(point.x));
    for (const [column, points] of byColumn) {
      const heights = [
        ...(drawn.get(column) ?? []).map((point) => point.y),
        ...[...filled.tops, ...filled.bottoms].filter((_, i) => filled.columns[i % filled.columns.length] === column),
      ];
      const wanted = points.map((point) => point.y);
      expect(Math.min(...heights)).toBeLessThanOrEqual(Math.min(...wanted));
      expect(Math.max(...heights)).toBeGreaterThanOrEqual(Math.max(...wanted));
    }
    expect(filled.columns.length).toBeGreaterThan(0);
  });

  test("costs no more than its width, and a little for each gap", () => {
    const gaps = y.filter(Number.isNaN).length;
    expect(points.length).toBeLessThanOrEqual(4 * (width + 1) + 6 * gaps);
  });

  test("never goes back", () => {
    for (let i = 1; i < points.length; i++)
      expect((points[i] as { x: number }).x).toBeGreaterThanOrEqual((points[i - 1] as { x: number }).x - 1.001);
  });
});
