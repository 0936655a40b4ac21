import { describe, expect, it } from "vitest";
import { defaults } from "./state";
import { drawChange, drawnIds } from "./useDrawn";

const first = ["a", "b", "c", "d"];
const state = { ...defaults, top: 3 };

describe("drawn runs", () => {
  it("are the first of the view", () => expect(drawnIds(state, first)).toEqual(["a", "b", "c"]));

  it("follow the eye, and come back as they were", () => {
    const hidden = { ...state, ...drawChange(state, first, ["b"], false) };
    expect(drawnIds(hidden, first)).toEqual(["a", "c"]);
    const more = { ...hidden, ...drawChange(hidden, first, ["d"], true) };
    expect(drawnIds(more, first)).toEqual(["a", "c", "d"]);
    const back = { ...more, ...drawChange(more, first, ["b"], true), ...drawChange(more, first, ["d"], false) };
    expect({ ...more, ...drawChange(more, first, ["b", "d"], true) }.hide).toEqual([]);
    expect(drawnIds(back, first)).not.toContain("d");
  });

  it("may be only some", () => {
    const only = { ...state, only: ["d"] };
    expect(drawnIds(only, first)).toEqual(["d"]);
    expect(drawChange(only, first, ["a"], true)).toEqual({ only: ["d", "a"] });
    expect(drawChange(only, first, ["d"], false)).toEqual({ only: [] });
  });
});
