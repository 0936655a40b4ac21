// A client made of the API description. It is compiled, not run.
import createClient from "openapi-fetch";
import type { components, operations, paths } from "./leat.js";

type Schemas = components["schemas"];
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// Names of enums, doubles and objects are told apart, and what is always answered need not be asked for.
export const facts: true[] = [
  true satisfies Same<Schemas["Number"], number | "NaN" | "Infinity" | "-Infinity">,
  true satisfies Same<Schemas["RunInfo"]["status"], "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED">,
  true satisfies Same<Schemas["ModelVersion"]["current_stage"], "None" | "Staging" | "Production" | "Archived">,
  true satisfies Same<Schemas["Run"]["info"], Schemas["RunInfo"]>,
  true satisfies Same<Schemas["RunInfo"]["end_time"], number | undefined>,
  true satisfies Same<NonNullable<Schemas["RunData"]["metrics"]>[number], Schemas["Metric"]>,
  true satisfies Same<operations["getRun"]["parameters"]["query"], { run_id: string }>,
];

const client = createClient<paths>({ baseUrl: "http://127.0.0.1:5000" });

export async function lastLoss(experiment: string): Promise<Schemas["Number"] | undefined> {
  const { data, error } = await client.POST("/api/2.0/mlflow/runs/search", {
    body: { experiment_ids: [experiment], filter: "metrics.loss < 1", run_view_type: "ACTIVE_ONLY", max_results: 10 },
  });
  if (error) throw new Error(`${error.error_code}: ${error.message}`);
  const run = data.runs?.[0];
  if (run?.info.status !== "FINISHED") return undefined;
  return run.data.metrics?.find(metric => metric.key === "loss")?.value;
}

export async function log(runId: string, loss: number): Promise<void> {
  await client.POST("/api/2.0/mlflow/runs/log-batch", {
    body: {
      run_id: runId,
      metrics: [{ key: "loss", value: Number.isNaN(loss) ? "NaN" : loss, timestamp: Date.now(), step: 1 }],
      tags: [{ key: "team", value: "a" }],
    },
  });
  // @ts-expect-error A point of a metric needs its time.
  await client.POST("/api/2.0/mlflow/runs/log-batch", { body: { run_id: runId, metrics: [{ key: "loss", value: loss }] } });
  // @ts-expect-error There is no such status.
  await client.POST("/api/2.0/mlflow/runs/update", { body: { run_id: runId, status: "DONE" } });
}

export async function series(runIds: string[]): Promise<readonly Schemas["ThinnedHistory"][]> {
  const { data } = await client.POST("/api/leat/1.0/metrics/history", { body: { run_ids: runIds, metric_keys: ["loss"], x_axis: "time" } });
  return data?.series ?? [];
}

export async function download(path: string): Promise<Blob | undefined> {
  const { data } = await client.GET("/api/2.0/mlflow-artifacts/artifacts/{path}", { params: { path: { path } }, parseAs: "blob" });
  return data;
}
