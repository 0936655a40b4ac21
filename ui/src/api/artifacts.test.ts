// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { modelArtifacts, runArtifacts } from "./artifacts";

afterEach(() => vi.unstubAllGlobals());

function serve(answer: (address: string) => Response) {
  vi.stubGlobal("fetch", async (address: string) => answer(address));
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

describe("files", () => {
  it("are listed folders first, then as people count", async () => {
    serve(() =>
      json({
        files: ["step 10", "step 2"].map((path) => ({ path, is_dir: false })).concat({ path: "z", is_dir: true }),
      }),
    );
    expect((await runArtifacts("r").list("")).map(({ path }) => path)).toEqual(["z", "step 2", "step 10"]);
  });

  it("have addresses that keep every character of their names", () => {
    const path = "a b/100%?#&+=\u202e.txt";
    const run = new URL(runArtifacts("r").file(path));
    expect([run.searchParams.get("path"), run.searchParams.get("run_uuid")]).toEqual([path, "r"]);
    const model = new URL(modelArtifacts("m/../x").file(path));
    expect(model.searchParams.get("artifact_file_path")).toBe(path);
    expect(model.pathname).toBe("/ajax-api/2.0/mlflow/logged-models/m%2F..%2Fx/artifacts/files");
  });
});
