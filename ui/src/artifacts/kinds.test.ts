import { describe, expect, it } from "vitest";
import { viewerOf } from "./kinds";

describe("the viewer of a file", () => {
  it.each([
    ["plots/a.PNG", "image"],
    ["a.svg", "image"],
    ["model/MLmodel", "model"],
    ["MLproject", "code"],
    ["a.b/noext", "unknown"],
    ["data.csv", "table"],
    ["x.parquet", "parquet"],
    ["x.html", "html"],
    ["map.geojson", "json"],
    ["clip.mp4", "video"],
    ["README.md", "markdown"],
    ["weights.bin", "unknown"],
    ["LICENSE", "text"],
    [".gitignore", "text"],
    ["constructor", "unknown"],
  ])("%s is %s", (path, viewer) => expect(viewerOf(path)).toBe(viewer));
});
