import { describe, expect, it } from "vitest";
import { readSearch, writeSearch } from "../search";
import { defaults, type RunsState, readState, writeState } from "./state";

describe("the state of the runs page", () => {
  it("is what it is by default without parameters", () =>
    expect(readState({})).toEqual({ state: defaults, faults: [] }));

  it("leaves defaults out of the address", () => expect(writeSearch(writeState(defaults))).toBe(""));

  it("survives an address", () => {
    const state: RunsState = {
      q: "metrics.`val/loss` < 0.1 AND params.x = 'a,b&c'",
      sort: { column: "metrics.`a.max`", descending: true },
      cols: ["metrics.val/loss.max", "params.`a,b`", "start_time"],
      pin: ["params.lr"],
      sel: ["a", "b"],
      hide: ["c"],
      show: ["d"],
      only: ["e"],
      top: 25,
      view: "DELETED_ONLY",
      split: "off",
      drawer: "f",
      experiments: ["1", "2"],
    };
    expect(readState(readSearch(writeSearch(writeState(state))))).toEqual({ state, faults: [] });
  });

  it("falls back where a parameter is wrong, and says which", () => {
    const { state, faults } = readState({
      sort: "nonsense",
      top: "-3",
      view: "gone",
      split: "toString",
      cols: "params.lr,nonsense",
    });
    expect(state).toEqual({ ...defaults, cols: ["params.lr"] });
    expect(faults).toEqual(["sort=nonsense", "cols=params.lr,nonsense", "top=-3", "view=gone", "split=toString"]);
  });

  it("keeps long selections out of the address", () =>
    expect(writeState({ sel: Array.from({ length: 51 }, (_, i) => `r${i}`) })).toEqual({ sel: undefined }));
});
