import { expect, test } from "vitest";
import { keyAction } from "./keys";
import { layOut } from "./plot/plot";
import { Recorder } from "./plot/recorder";
import type { Line } from "./plot/surface";

const theme = { ground: "white", text: "black", muted: "grey", grid: "silver", accent: "blue", font: "11px sans" };

function line(id: string, y: number[]): Line {
  return { id, name: id, colour: id, dash: [], x: Float64Array.from(y, (_, step) => step), y: Float64Array.from(y) };
}

const low = line("low", [1, 1, 1, 1]);
const high = line("high", [2, 2, 2, 2]);
const plot = layOut(
  {
    lines: [low, high],
    width: 400,
    height: 200,
    theme,
    xKind: "number",
    xLog: false,
    yLog: false,
    trim: false,
    names: false,
  },
  new Recorder(),
);
const at = (of: Line, index: number) => ({ hit: { line: of, index, distance: 0 }, x: of.x[index] as number });

/** Where a key leads: the run and its point. */
function led(key: string, from?: ReturnType<typeof at>): [string, number] | undefined {
  const action = keyAction(key, false, plot, from);
  return action?.do === "move" ? [action.hit.line.id, action.hit.index] : undefined;
}

test("arrows go from point to point, and stop at the ends", () => {
  expect(led("ArrowRight", at(low, 1))).toEqual(["low", 2]);
  expect(led("ArrowLeft", at(low, 1))).toEqual(["low", 0]);
  expect(led("ArrowLeft", at(low, 0))).toEqual(["low", 0]);
  expect(led("ArrowRight", at(low, 3))).toEqual(["low", 3]);
});

test("the cursor stays where it is when finer points replace what it stands on, or its run goes", () => {
  const coarse: Line = { ...low, x: Float64Array.of(0, 2), y: Float64Array.of(1, 1) };
  expect(led("ArrowRight", at(coarse, 1))).toEqual(["low", 3]);
  expect(led("ArrowLeft", at(coarse, 1))).toEqual(["low", 1]);
  expect(led("ArrowRight", at(line("gone", [3, 3, 3]), 1))).toEqual(["low", 0]);
});

test("up and down go from run to run by their values", () => {
  expect(led("ArrowUp", at(low, 1))).toEqual(["high", 1]);
  expect(led("ArrowDown", at(high, 1))).toEqual(["low", 1]);
  expect(led("ArrowDown", at(low, 1))).toEqual(["low", 1]);
});

test("Home and End lead to the ends, also where there is no cursor yet", () => {
  expect(led("Home", at(high, 2))).toEqual(["high", 0]);
  expect(led("End", at(high, 2))).toEqual(["high", 3]);
  expect(led("Home")).toEqual(["low", 0]);
  expect(led("End")).toEqual(["low", 3]);
});

test("plus, minus, nought and Shift with arrows change the part that is shown", () => {
  expect(keyAction("+", false, plot, undefined)).toEqual({ do: "zoom", range: [0.75, 2.25] });
  expect(keyAction("-", false, plot, undefined)).toEqual({ do: "zoom", range: [-1.5, 4.5] });
  expect(keyAction("0", false, plot, undefined)).toEqual({ do: "zoom", range: undefined });
  expect(keyAction("ArrowRight", true, plot, undefined)).toEqual({
    do: "zoom",
    range: [expect.closeTo(0.6), expect.closeTo(3.6)],
  });
});

test("Space begins a part at the cursor, and Space or Enter shows it up to where the cursor is then", () => {
  expect(keyAction(" ", false, plot, at(low, 1))).toEqual({ do: "begin", hit: at(low, 1).hit });
  expect(keyAction(" ", false, plot, undefined)).toEqual({ do: "begin", hit: at(low, 0).hit });
  for (const key of [" ", "Enter"]) {
    expect(keyAction(key, false, plot, at(low, 3), 1)).toEqual({ do: "zoom", range: [1, 3] });
    expect(keyAction(key, false, plot, at(low, 0), 2)).toEqual({ do: "zoom", range: [0, 2] });
    expect(keyAction(key, false, plot, at(low, 2), 2)).toEqual({ do: "give up" });
  }
  expect(keyAction("ArrowRight", false, plot, at(low, 1), 0)).toMatchObject({ do: "move" });
  expect(keyAction("Escape", false, plot, at(low, 1), 0)).toEqual({ do: "give up" });
  expect(keyAction("Enter", false, plot, at(low, 1))).toBeUndefined();
});

test("other keys stay with the page, and so does Escape without a cursor", () => {
  expect(keyAction("x", false, plot, undefined)).toBeUndefined();
  expect(keyAction("Escape", false, plot, undefined)).toBeUndefined();
  expect(keyAction("Escape", false, plot, at(low, 0))).toEqual({ do: "leave" });
});
