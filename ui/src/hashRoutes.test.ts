import { describe, expect, it } from "vitest";
import { placeOfHash } from "./hashRoutes";

describe("addresses of MLflow's page", () => {
  it.each([
    ["#/", "/experiments"],
    ["#/experiments", "/experiments"],
    ["#/experiments/1", "/experiments/1/runs"],
    ["#/experiments/1/s", "/experiments/1/runs"],
    ["#/experiments/1/runs", "/experiments/1/runs"],
    ["#/experiments/1/evaluation-runs", "/experiments/1/runs"],
    ["#/experiments/1/traces", "/experiments/1/runs"],
    ["#/experiments/1/chat-sessions/abc", "/experiments/1/runs"],
    ["#/experiments/1/models/m-1/artifacts", "/logged-models/m-1"],
    ["#/experiments/1/runs/abc", "/runs/abc"],
    ["#/experiments/1/runs/abc/", "/runs/abc"],
    ["#/experiments/1/runs/abc/overview", "/runs/abc"],
    ["#/experiments/1/runs/abc/model-metrics", "/runs/abc/charts"],
    ["#/experiments/1/runs/abc/system-metrics", "/runs/abc/system"],
    ["#/experiments/1/runs/abc/artifacts", "/runs/abc/artifacts"],
    ["#/experiments/1/runs/abc/evaluations", "/runs/abc"],
    ["#/experiments/1/runs/abc/artifacts/plots/a b.png", "/runs/abc/artifacts/plots/a%20b.png"],
    ["#/experiments/1/runs/abc/artifactPath/model/MLmodel", "/runs/abc/artifacts/model/MLmodel"],
    ["#/runs/abc", "/runs/abc"],
    ['#/compare-runs?runs=["a","b"]&experiments=["1"]', "/compare?runs=a,b"],
    ["#/compare-runs?runs=%5B%22a%22,%22b%22%5D&experiments=%5B%221%22%5D", "/compare?runs=a,b"],
    ['#/compare-experiments/s?experiments=["1","2"]', "/runs?experiments=1,2"],
    ['#/metric/?runs=["a"]&metric="loss"&experiments=["1"]', "/compare?runs=a"],
    ["#/models", "/models"],
    ["#/createModel", "/models"],
    ["#/models/my%2Fmodel", "/models/my%2Fmodel"],
    ["#/models/iris/versions/3", "/models/iris/versions/3"],
    ["#/models/iris/serving", "/models/iris"],
    ['#/compare-model-versions?name="iris"&runs={"a":"1"}', "/models/iris"],
    ["#/prompts", "/prompts"],
    ["#/prompts/greeting", "/prompts/greeting"],
  ])("%s leads to %s", (hash, place) => expect(placeOfHash(hash)).toBe(place));

  it("takes over filter, order and view", () => {
    const place = placeOfHash(
      "#/experiments/1?searchFilter=metrics.%60a%60%20%3E%201&orderByKey=metrics.%60a%60&orderByAsc=false&lifecycleFilter=Deleted",
    );
    const address = new URL(place ?? "", "http://host");
    expect(address.pathname).toBe("/experiments/1/runs");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      q: "metrics.`a` > 1",
      sort: "metrics.`a` DESC",
      view: "deleted",
    });
  });

  it("turns a span of time into a condition", () => {
    const place = placeOfHash("#/experiments/1?searchFilter=params.a%20%3D%20'1'&startTime=LAST_HOUR");
    const filter = new URL(place ?? "", "http://host").searchParams.get("q");
    expect(filter).toMatch(/^\(params\.a = '1'\) AND attributes\.start_time >= \d+$/);
  });

  it("opens the charts where they were open", () => {
    expect(placeOfHash("#/experiments/1/runs?compareRunsMode=CHART")).toBe("/experiments/1/charts");
  });

  it.each(["#/nothing/here", "#page", "#/experiments/1/runs/a/b/c"])("%s is nowhere", (hash) => {
    expect(placeOfHash(hash)).toBeUndefined();
  });

  it("stays in the workspace, whichever part of the address names it", () => {
    expect(placeOfHash("#/experiments/1/runs/abc?workspace=team-a")).toBe("/runs/abc?workspace=team-a");
    expect(placeOfHash("#/experiments/1?searchFilter=a", "?workspace=team-a")).toBe(
      "/experiments/1/runs?q=a&workspace=team-a",
    );
  });

  it("bears what is not JSON, and broken escapes", () => {
    expect(placeOfHash("#/compare-runs?runs=abc")).toBe("/compare?runs=abc");
    expect(placeOfHash("#/models/50%")).toBe("/models/50%25");
  });
});
