import { expect, test } from "vitest";
import { lookOf } from "../kit/palette";
import { csvOf, fileName } from "./exports";

function pointsOf(name: string, values: number[]) {
  const points = values.map((value, i) => ({ step: i * 10, time: 1_700_000_000_000 + i * 10, value }));
  return { run: { runId: "r1", name, look: lookOf(0) }, points };
}

test("points go to a CSV file, with every digit of their values", () => {
  expect(csvOf("loss", [pointsOf("first", [0.1 + 0.2, Number.NaN, Number.NEGATIVE_INFINITY])])).toBe(
    "run_id,run_name,metric,step,timestamp,value\r\n" +
      "r1,first,loss,0,2023-11-14T22:13:20.000Z,0.30000000000000004\r\n" +
      "r1,first,loss,10,2023-11-14T22:13:20.010Z,NaN\r\n" +
      "r1,first,loss,20,2023-11-14T22:13:20.020Z,-Infinity\r\n",
  );
});

test.each([
  ["=cmd|' /C calc'!A0", `'=cmd|' /C calc'!A0`],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-1+2", "'-1+2"],
  ['a "quoted", name', '"a ""quoted"", name"'],
  ["=1,\n2", `"'=1,\n2"`],
])("the name %s is no formula, and one cell", (name, written) => {
  expect(csvOf("loss", [pointsOf(name, [1])]).split("\r\n")[1]).toContain(`r1,${written},loss`);
});

test("a file is named after its metric, without what file systems refuse", () => {
  expect(fileName("val/../loss: x", "png")).toBe("val_.._loss_x.png");
  expect(fileName("損失", "csv")).toBe("損失.csv");
  expect(fileName("///", "svg")).toBe("_.svg");
});
