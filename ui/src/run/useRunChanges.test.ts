import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type RunAnswer, runKey } from "../api/run";
import { changesOf } from "./useRunChanges";

vi.mock("../api/client", () => ({ mlflow: vi.fn(), mlflowGet: vi.fn() }));
vi.mock("../kit/Toasts", () => ({ toast: vi.fn() }));
const { mlflow } = vi.mocked(await import("../api/client"));
const { toast } = vi.mocked(await import("../kit/Toasts"));

afterEach(() => vi.clearAllMocks());

function page() {
  const queries = new QueryClient();
  const run: RunAnswer["run"] = {
    info: { run_id: "r", run_name: "before", experiment_id: "1", status: "FINISHED", lifecycle_stage: "active" },
    data: { tags: [{ key: "team", value: "a" }] },
  };
  queries.setQueryData(runKey("r"), { run });
  return { changes: changesOf(queries, "r"), shown: () => queries.getQueryData<RunAnswer>(runKey("r"))?.run };
}

describe("changes of a run", () => {
  it("are shown before the server has answered", async () => {
    const { changes, shown } = page();
    let answer = () => {};
    mlflow.mockReturnValue(new Promise((resolve) => (answer = () => resolve({}))));
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
    expect(toast).toHaveBeenCalledWith({ text: "Renaming failed: The name is too long.", failed: true });
  });

  it("can be undone: a removed tag gets its value back", async () => {
    const { changes, shown } = page();
    mlflow.mockResolvedValue({});
    await changes.removeTag("team");
    expect(shown()?.data.tags).toEqual([]);
    await toast.mock.calls[0]?.[0].action?.run();
    expect(mlflow).toHaveBeenLastCalledWith("runs/set-tag", { run_id: "r", key: "team", value: "a" });
    expect(shown()?.data.tags).toEqual([{ key: "team", value: "a" }]);
  });

  it("can be undone: a deleted run is restored", async () => {
    const { changes, shown } = page();
    mlflow.mockResolvedValue({});
    await changes.remove();
    expect(shown()?.info.lifecycle_stage).toBe("deleted");
    await toast.mock.calls[0]?.[0].action?.run();
    expect(mlflow).toHaveBeenLastCalledWith("runs/restore", { run_id: "r" });
    expect(shown()?.info.lifecycle_stage).toBe("active");
  });
});
