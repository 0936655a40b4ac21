import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { always } from "../runs/wanted";
import { modulesOf } from "./pages";
import { placeOf, planOf } from "./plan";

const place = (path: string, search = "", hash = "") => placeOf({ path, search, hash });
const asked = (path: string, search = "") =>
  planOf(place(path, search)).calls.map((call) => call.path.replace(/^ajax-api\/(?:leat\/1.0|2.0\/mlflow)\//, ""));

describe("the first calls of a page", () => {
  it.each([
    ["", ["experiments/table"]],
    ["experiments", ["experiments/table"]],
    ["experiments/1", ["runs/count", "runs/columns", "runs/columns", "experiments/get", "runs/count"]],
    ["experiments/1/runs", ["runs/count", "runs/columns", "runs/columns", "experiments/get", "runs/count"]],
    ["experiments/1/charts", ["runs/columns", "runs/table", "experiments/get", "runs/count"]],
    ["experiments/1/notes", []],
    ["runs", []],
    ["runs/abc", ["runs/get"]],
    ["runs/abc/artifacts/a/b.txt", ["runs/get"]],
    ["models", []],
    ["%E0%A4%A", []],
  ])("%s", (path, calls) => expect(asked(path)).toEqual(calls));

  it("are those of the experiments in the address", () => {
    const { calls } = planOf(place("runs", "?experiments=1,2"));
    expect(calls[0]).toMatchObject({ body: { experiment_ids: ["1", "2"] } });
  });

  it("ask for rows of the columns that were found", () => {
    const { next } = planOf(place("experiments/1/runs", "?q=metrics.loss<1&sort=metrics.loss&pin=params.lr"));
    const keys = (...names: string[]) => ({ columns: names.map((key) => ({ key })) });
    expect(next?.of([{ count: 2 }, keys("loss", "system/cpu"), keys("lr", "seed")])).toMatchObject({
      body: {
        filter: "metrics.loss<1",
        order_by: ["metrics.loss ASC"],
        columns: [...always, "params.lr", "metrics.loss", "params.seed", "duration"],
        offset: 0,
      },
    });
  });

  it("ask for columns only where the address does not name them", () => {
    const { calls, next } = planOf(place("experiments/1/runs", "?cols=metrics.a"));
    expect(calls.some(({ path }) => path.endsWith("runs/columns"))).toBe(false);
    expect(next?.of([{ count: 2 }])).toMatchObject({
      body: { columns: [...always, "metrics.a"], filter: "NOT tags.mlflow.parentRunId LIKE '%'" },
    });
  });
});

describe("the place of an address", () => {
  it("is that which MLflow's leads to", () => {
    expect(place("", "", "#/experiments/1/runs/abc")).toEqual({ path: "runs/abc", search: "" });
    expect(place("", "", "#/experiments/1?searchFilter=metrics.a%3E1")).toEqual({
      path: "experiments/1/runs",
      search: "?q=metrics.a%3E1",
    });
  });

  it("is in the workspace that the address names", () => {
    expect(place("", "?workspace=a", "#/experiments/1/runs/abc").search).toBe("?workspace=a");
    expect(place("", "?workspace=a").search).toBe("?workspace=a");
  });

  it("keeps what is asked for when a whole leads to its first part", () =>
    expect(place("experiments/1", "?q=a")).toEqual({ path: "experiments/1/runs", search: "?q=a" }));
});

it("knows the scripts of every page", () => {
  const router = readFileSync(new URL("../router.tsx", import.meta.url), "utf8");
  const lazy = [...router.matchAll(/import\("\.\/(.+?)"\)/g)].map(([, module]) => module);
  const addresses = [
    ...["experiments", "experiments/1/runs", "experiments/1/charts", "experiments/1/notes", "runs", "runs/a"],
    ...["runs/a/charts", "runs/a/system", "runs/a/artifacts/b/c", "compare", "models", "models/m"],
    ...["models/m/versions/1", "logged-models/m"],
  ];
  expect(new Set(addresses.flatMap(modulesOf))).toEqual(new Set(lazy));
});
