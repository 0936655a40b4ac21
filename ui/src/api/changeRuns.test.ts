import { afterEach, expect, it, vi } from "vitest";
import { changeRuns } from "./changeRuns";

afterEach(() => void vi.unstubAllGlobals());

it("changes what it can, and says why it could not change the rest", async () => {
  let open = 0;
  let most = 0;
  vi.stubGlobal("document", { baseURI: "http://leat.test/" });
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    most = Math.max(most, ++open);
    await Promise.resolve();
    open--;
    expect(address).toBe("http://leat.test/ajax-api/2.0/mlflow/runs/delete");
    const { run_id: runId } = JSON.parse(String(init.body)) as { run_id: string };
    return runId === "r7"
      ? new Response(JSON.stringify({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "No run r7." }), { status: 404 })
      : new Response("{}");
  });
  const ids = Array.from({ length: 40 }, (_, i) => `r${i}`);
  const { done, failure } = await changeRuns(ids, { kind: "delete" });
  expect([...done].sort()).toEqual(ids.filter((id) => id !== "r7").sort());
  expect(failure).toBe("No run r7.");
  expect(most).toBeLessThanOrEqual(6);
});
