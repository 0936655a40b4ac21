import { describe, expect, it } from "vitest";
import { fieldOf, keyColumn, metricColumn, readColumn, readNames } from "./columns";

describe("columns", () => {
  it.each([
    ["metrics.loss", "metric", "loss", "last"],
    ["metrics.val/loss.max", "metric", "val/loss", "max"],
    ["metrics.`loss.min`", "metric", "loss.min", "last"],
    ["metrics.`loss.min`.max", "metric", "loss.min", "max"],
    ["metrics.min", "metric", "min", "last"],
    ["params.lr", "param", "lr", undefined],
    ["params.a.min", "param", "a.min", undefined],
    ["tags.mlflow.user", "tag", "mlflow.user", undefined],
    ["start_time", "attribute", "start_time", undefined],
  ])("%s is a %s", (name, kind, key, part) =>
    expect(readColumn(name)).toMatchObject({ kind, key, ...(part && { part }) }),
  );

  it.each(["nonsense", "metrics.", "constructor", "lr"])("%s is none", (name) =>
    expect(readColumn(name)).toBeUndefined(),
  );

  it.each(["loss", "val/loss", "loss.min", "a,b", "`odd", 'q"uote', "step", "a.step"])(
    "the name of metric %s leads back to it",
    (key) => {
      for (const part of ["last", "min", "max", "step"] as const)
        expect(readColumn(metricColumn(key, part).name)).toEqual(metricColumn(key, part));
    },
  );

  it.each(["lr", "a.min", "a,b", "`odd", "with space"])("the name of param %s leads back to it", (key) =>
    expect(readColumn(keyColumn("param", key).name)).toEqual(keyColumn("param", key)),
  );

  it("names fields as filters do", () => {
    expect(fieldOf(metricColumn("loss"))).toBe("metrics.loss");
    expect(fieldOf(metricColumn("loss", "min"))).toBe("metrics.loss.min");
    expect(fieldOf(metricColumn("val/loss", "max"))).toBe("metrics.`val/loss`.max");
    expect(fieldOf(metricColumn("loss.min"))).toBe("metrics.`loss.min`");
    expect(fieldOf(keyColumn("param", "loss.min"))).toBe("params.loss.min");
    expect(fieldOf(metricColumn("val/loss"))).toBe("metrics.`val/loss`");
    expect(fieldOf(keyColumn("tag", "mlflow.user"))).toBe("tags.mlflow.user");
    expect(fieldOf(keyColumn("param", "a..b"))).toBe("params.`a..b`");
    expect(fieldOf(keyColumn("param", "tick`"))).toBe('params."tick`"');
    expect(fieldOf({ name: "start_time", kind: "attribute", key: "start_time" })).toBe("start_time");
  });
});

it("divides names at commas outside of quotes", () =>
  expect(readNames("metrics.a,params.`x,y`,,tags.z")).toEqual(["metrics.a", "params.`x,y`", "tags.z"]));
