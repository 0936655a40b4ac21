import { afterEach, expect, it, vi } from "vitest";
import { fetchTable } from "./runsTable";

afterEach(() => void vi.unstubAllGlobals());

it("makes a table of whole runs where the server makes none", async () => {
  const bodies: unknown[] = [];
  vi.stubGlobal("document", { baseURI: "http://leat.test/" });
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    if (address.endsWith("runs/table")) return new Response("not here", { status: 404 });
    bodies.push(JSON.parse(String(init.body)));
    const run = {
      info: { run_id: "r1", run_name: "one", status: "FINISHED", experiment_id: "1", start_time: 5, end_time: 12 },
      data: {
        metrics: [{ key: "loss", value: "NaN", timestamp: 1, step: 0 }],
        params: [{ key: "a,b", value: "x" }],
        tags: [{ key: "mlflow.note.content", value: "\nFirst\nSecond" }],
      },
    };
    return new Response(JSON.stringify({ runs: [run], next_page_token: "more" }));
  });
  const columns = ["run_name", "duration", "metrics.loss", "params.`a,b`", "params.none", "note", "children"];
  const page = await fetchTable({ experiment_ids: ["1"], view: "ALL", columns, offset: 400, max_results: 200 });
  expect(columns.map((column) => page.cell(0, column))).toEqual(["one", 7, "NaN", "x", null, "First", null]);
  expect(page.nextPageToken).toBe("more");
  expect(bodies).toEqual([
    { experiment_ids: ["1"], max_results: 200, run_view_type: "ALL", page_token: btoa('{"offset":400}') },
  ]);
});
