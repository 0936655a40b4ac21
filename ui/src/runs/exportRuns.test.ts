import { describe, expect, it } from "vitest";
import { TablePage } from "../api/runsTable";
import { readColumn } from "../table/columns";
import { csvField, csvHead, csvRows, jsonRows } from "./exportRuns";

const columns = ["run_name", "metrics.loss", "metrics.`a,b`.max", "params.lr", "datasets"].flatMap(
  (name) => readColumn(name) ?? [],
);
const page = new TablePage({
  run_ids: ["r1", "r2"],
  columns: [
    { name: "run_name", values: ['say "hi"', "=HYPERLINK(1)"] },
    { name: "metrics.loss", values: [-0.5, "NaN"] },
    { name: "metrics.`a,b`.max", values: ["-Infinity", null] },
    { name: "params.lr", dictionary: ["-0.1"], codes: [0, null] },
    { name: "datasets", values: [[{ name: "cifar", digest: "1f" }], null] },
  ],
});

describe("a CSV file", () => {
  it("quotes what must be quoted", () =>
    expect(csvHead(columns) + csvRows(page, columns)).toBe(
      'run_id,run_name,metrics.loss,"metrics.`a,b`.max",params.lr,datasets\r\n' +
        'r1,"say ""hi""",-0.5,-Infinity,-0.1,cifar (1f)\r\n' +
        "r2,'=HYPERLINK(1),NaN,,,\r\n",
    ));

  it.each([
    ["=1+1", "'=1+1"],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ["-1e-5", "-1e-5"],
    ["+3", "+3"],
    ["plain", "plain"],
  ])("runs no formula: %j", (text, field) => expect(csvField(text)).toBe(field));
});

it("a JSON file has one run a line", () =>
  expect(
    jsonRows(page, columns)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      run_id: "r1",
      run_name: 'say "hi"',
      "metrics.loss": -0.5,
      "metrics.`a,b`.max": "-Infinity",
      "params.lr": "-0.1",
      datasets: [{ name: "cifar", digest: "1f" }],
    },
    {
      run_id: "r2",
      run_name: "=HYPERLINK(1)",
      "metrics.loss": "NaN",
      "metrics.`a,b`.max": null,
      "params.lr": null,
      datasets: null,
    },
  ]));
