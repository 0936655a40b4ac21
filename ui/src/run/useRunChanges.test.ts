import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type RunAnswer, runKey } from "../api/run";
import { infoOf } from "../api/run.fixture";
import { changesOf } from "./useRunChanges";

vi.mock("../api/client", () => ({ mlflow: vi.fn(), mlflowGet: vi.fn() }));
vi.mock("../kit/Toasts", () => ({ toast: vi.fn() }));
const { mlflow } = vi.mocked(await import("../api/client"));
const { toast } = vi.mocked(await import("../kit/Toasts"));
const { doAgain, takeBack } = await import("../kit/undo");

afterEach(() => vi.clearAllMocks());

function page() {
  const queries = new QueryClient();
  const run: RunAnswer["run"] = {
    info: infoOf("r", "before"),
    data: { tags: [{ key: "team", value: "a" }] },
    inputs: {},
  };
  queries.setQueryData(runKey("r"), { run });
  return { changes: changesOf(queries, "r"), shown: () => queries.getQueryData<RunAnswer>(runKey("r"))?.run };
}

describe("changes of a run", () => {
  it("are shown before the server has answered", async () => {
    const { changes, shown } = page();
    let answer = () => {};
    mlflow.mockReturnValue(
      new Promise((resolve) => {
        answer = () => resolve({});
      }),
    );
    const done = changes.rename("after");
    await vi.waitFor(() => expect(shown()?.info.run_name).toBe("after"));
    answer();
    expect(await done).toBe(true);
  });

  it("go back with the reason when the server refuses", async () => {
    const { changes, shown } = page();
    mlflow.mockRejectedValue(new Error("The name is too long."));
    expect(await changes.rename("after")).toBe(false);
    expect(shown()?.info.run_name).toBe("before");
    expect(toast).toHaveBeenCalledWith({ text: "It could not be renamed. The name is too long.", failed: true });
  });

  it("are taken back and done again: a name", async () => {
    const { changes, shown } = page();
    mlflow.mockResolvedValue({});
    await changes.rename("after");
    await takeBack();
    expect(mlflow).toHaveBeenLastCalledWith("runs/update", { run_id: "r", run_name: "before" });
    expect(shown()?.info.run_name).toBe("before");
    await doAgain();
    expect(shown()?.info.run_name).toBe("after");
  });

  it("are taken back: a removed tag gets its value, a new one goes, a changed one changes back", async () => {
    const { changes, shown } = page();
    mlflow.mockResolvedValue({});
    await changes.removeTag("team");
    expect(shown()?.data.tags).toEqual([]);
    await takeBack();
    expect(mlflow).toHaveBeenLastCalledWith("runs/set-tag", { run_id: "r", key: "team", value: "a" });
    await changes.setTag("new", "1");
    await takeBack();
    expect(mlflow).toHaveBeenLastCalledWith("runs/delete-tag", { run_id: "r", key: "new" });
    await changes.setTag("team", "b");
    await takeBack();
    expect(shown()?.data.tags).toEqual([{ key: "team", value: "a" }]);
  });

  it("are taken back: a deleted run is restored", async () => {
    const { changes, shown } = page();
    mlflow.mockResolvedValue({});
    await changes.remove();
    expect(shown()?.info.lifecycle_stage).toBe("deleted");
    await takeBack();
    expect(mlflow).toHaveBeenLastCalledWith("runs/restore", { run_id: "r" });
    expect(shown()?.info.lifecycle_stage).toBe("active");
  });
});
