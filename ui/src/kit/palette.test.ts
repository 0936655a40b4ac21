import { describe, expect, test } from "vitest";
import { assignSlots, cssColour, darkColours, dashes, isColour, lightColours, lookOf } from "./palette";

type Triple = [number, number, number];

/** Red, green, blue of a colour in linear light. */
function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function times(matrix: readonly number[], [r, g, b]: Triple): Triple {
  const row = (at: number) =>
    (matrix[at] as number) * r + (matrix[at + 1] as number) * g + (matrix[at + 2] as number) * b;
  return [row(0), row(3), row(6)];
}

function oklab(rgb: Triple): Triple {
  const cones = times(
    [
      0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376,
      0.6299787005,
    ],
    rgb.map((part) => Math.min(1, Math.max(0, part))) as Triple,
  ).map(Math.cbrt) as Triple;
  return times(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662,
      -0.808675766,
    ],
    cones,
  );
}

// Machado, Oliveira and Fernandes 2009, full severity, on linear light.
const visions: Record<string, readonly number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  { theme: "light", colours: lightColours, ground: "#ffffff" },
  { theme: "dark", colours: darkColours, ground: "#14161b" },
])("the ten colours on $theme ground", ({ colours, ground }) => {
  test("are seen: three to one at least", () => {
    expect(colours).toHaveLength(10);
    for (const colour of colours) expect(contrast(colour, ground), colour).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(visions))("are apart with %s vision", (vision) => {
    const seen = colours.map((colour) => oklab(times(visions[vision] as number[], linear(colour))));
    for (const [i, one] of seen.entries())
      for (const other of seen.slice(i + 1))
        expect(Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])).toBeGreaterThanOrEqual(0.08);
  });
});

test("thirty runs all look different, and the next begins anew", () => {
  const looks = Array.from({ length: 30 }, (_, slot) => JSON.stringify(lookOf(slot)));
  expect(new Set(looks).size).toBe(30);
  expect(JSON.stringify(lookOf(30))).toBe(looks[0]);
  expect(dashes[lookOf(10).dash]).not.toEqual(dashes[lookOf(0).dash]);
});

test("a run's own colour wins, if it is one", () => {
  expect(lookOf(3, "#ff8800")).toEqual({ light: "#ff8800", dark: "#ff8800", dash: 0 });
  expect(lookOf(3, "url(https://elsewhere)")).toEqual(lookOf(3));
  expect(isColour("#abc")).toBe(true);
  expect(isColour("red; background: url(x)")).toBe(false);
});

test("a run keeps its place while others come and go", () => {
  const first = assignSlots(new Map(), ["a", "b", "c"]);
  expect([...first.values()]).toEqual([0, 1, 2]);
  const second = assignSlots(first, ["c", "d", "a", "e"]);
  expect(Object.fromEntries(second)).toEqual({ c: 2, d: 1, a: 0, e: 3 });
});

test("a style sheet gets both colours, or the one that was chosen", () => {
  expect(cssColour(lookOf(0))).toBe("light-dark(#5a72b0, #7a95e0)");
  expect(cssColour(lookOf(0, "#123456"))).toBe("#123456");
});
