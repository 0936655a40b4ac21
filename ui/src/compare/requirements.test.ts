import { describe, expect, it } from "vitest";
import { listsPackages, packageChanges, packagesOf } from "./requirements";

describe("packages", () => {
  it("of a requirements file", () =>
    expect([
      ...packagesOf(
        "# made by pip\n-r other.txt\n--index-url https://x\nNumPy==2.1.0\nscikit_learn >= 1.5, <2 ; python_version > '3.9'\nmlflow[extras]==3.6.0  # why\nlocal @ file:///x\nplain\n\n",
      ),
    ]).toEqual([
      ["numpy", "2.1.0"],
      ["scikit-learn", ">=1.5,<2"],
      ["mlflow", "3.6.0"],
      ["local", "@file:///x"],
      ["plain", ""],
    ]));

  it("of a conda environment", () =>
    expect([
      ...packagesOf(
        'name: env\nchannels:\n- conda-forge\ndependencies:\n- python=3.12.3\n- pip<=24.0\n- pip:\n  - mlflow==3.6.0\n  - "numpy==2.1"\n',
      ),
    ]).toEqual([
      ["conda-forge", ""],
      ["python", "3.12.3"],
      ["pip", "<=24.0"],
      ["mlflow", "3.6.0"],
      ["numpy", "2.1"],
    ]));

  it("differ by name and version", () =>
    expect(packageChanges("a==1\nb==1\nd==4", "b==2\nc==3\nD==4")).toEqual({
      changes: [
        { name: "a", left: "1", right: undefined },
        { name: "b", left: "1", right: "2" },
        { name: "c", left: undefined, right: "3" },
      ],
      equal: 1,
    }));

  it.each([
    ["requirements.txt", true],
    ["model/requirements-dev.txt", true],
    ["model/conda.yaml", true],
    ["config.yaml", false],
    ["notes.txt", false],
  ])("are in %s: %s", (path, lists) => expect(listsPackages(path)).toBe(lists));
});
