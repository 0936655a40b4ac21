import { describe, expect, it } from "vitest";
import { csvOfRuns } from "./exports";
import { type PlotRuns, plotData, type RunPlot, readPlots, titleOf, writePlots } from "./runPlots";

const scatter: RunPlot = { kind: "scatter", columns: ["params.lr", "metrics.val/loss", "metrics.acc"] };
const odd: RunPlot = { kind: "parallel", columns: ["params.`a,b`", "params.50%|2C", "metrics.loss"] };

describe("charts of runs", () => {
  it("survive an address, whatever their columns are called", () => {
    expect(writePlots([scatter])).toBe("scatter,params.lr,metrics.val/loss,metrics.acc");
    expect(readPlots(writePlots([scatter, odd]))).toEqual([scatter, odd]);
    expect(writePlots([])).toBeUndefined();
  });

  it("that an address has wrong are left out", () => {
    expect(readPlots("pie,a,b|scatter,a|scatter,a,b,c,d|%ZZ")).toEqual([{ kind: "scatter", columns: ["a", "b", "c"] }]);
    expect(readPlots(undefined)).toEqual([]);
  });

  it("are called by what they show", () => {
    expect(titleOf(scatter, (name) => name.replace(/^\w+\./, ""))).toBe("val/loss by lr, coloured by acc");
    expect(titleOf({ kind: "parallel", columns: ["a", "b"] }, (name) => name)).toBe("a, b");
  });

  const cells: Record<string, (string | number | null)[]> = { x: [1, 2, 3], y: [3, 2, null], w: ["a", "b\u202e", "a"] };
  const runs: PlotRuns = {
    ids: ["r0", "r1", "r2"],
    names: ["one", "=two", "three"],
    cell: (index, column) => cells[column]?.[index],
  };
  const columnOf = (name: string) => ({ name, label: name, group: "Metrics" });
  const look = { isDark: false, muted: "grey", colourOf: (id: string) => (id === "r1" ? "red" : undefined) };

  it("have the colours of runs, or of a value", () => {
    const own = plotData({ kind: "scatter", columns: ["x", "y"] }, runs, columnOf, look);
    expect(own.marks.map(({ colour }) => colour)).toEqual(["grey", "red", "grey"]);
    const ramp = plotData({ kind: "parallel", columns: ["x", "y"] }, runs, columnOf, look);
    expect(ramp.marks[2]?.colour).toBe("grey");
    expect(new Set(ramp.marks.map(({ colour }) => colour)).size).toBe(3);
  });

  it("show hidden characters as marks", () =>
    expect(plotData({ kind: "scatter", columns: ["w", "y"] }, runs, columnOf, look).dimensions[0]?.words).toEqual([
      "a",
      "b⟨202e⟩",
    ]));

  it("are saved as CSV without formulas", () =>
    expect(csvOfRuns(runs, ["x", "y"])).toBe("run_id,run_name,x,y\r\nr0,one,1,3\r\nr1,'=two,2,2\r\nr2,three,3,\r\n"));
});
