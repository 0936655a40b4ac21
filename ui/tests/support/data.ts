import type { Server } from "./server";

/** Logs what tests look at, by the calls that clients make. */
export class Logger {
  /** @param workspace Where; the default workspace if left out, which is all that there is on most servers. */
  constructor(
    readonly server: Server,
    readonly workspace?: string,
  ) {}

  async call<T>(path: string, body: object): Promise<T> {
    const response = await fetch(`${this.server.url}api/2.0/mlflow/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...this.#header() },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async experiment(name: string, tags: Record<string, string> = {}): Promise<string> {
    const answer = await this.call<{ experiment_id: string }>("experiments/create", { name, tags: pairs(tags) });
    return answer.experiment_id;
  }

  /** Logs a run, finished unless told otherwise, and returns its id. A metric is its last value, or its values from step 0 on. */
  async run(experimentId: string, run: LoggedRun): Promise<string> {
    const start = run.start ?? Date.now() - 60_000;
    const created = await this.call<{ run: { info: { run_id: string } } }>("runs/create", {
      experiment_id: experimentId,
      run_name: run.name,
      start_time: start,
      tags: pairs(run.tags ?? {}),
    });
    const { run_id } = created.run.info;
    const metrics = Object.entries(run.metrics ?? {}).flatMap(([key, values]) =>
      [values].flat().map((value, step) => ({ key, value, step, timestamp: start + step * 1000 })),
    );
    await this.call("runs/log-batch", { run_id, metrics: metrics.slice(0, 900), params: pairs(run.params ?? {}) });
    for (let at = 900; at < metrics.length; at += 1000)
      await this.call("runs/log-batch", { run_id, metrics: metrics.slice(at, at + 1000) });
    const status = run.status ?? "FINISHED";
    await this.call("runs/update", { run_id, status, ...(status === "RUNNING" ? {} : { end_time: start + 90_000 }) });
    return run_id;
  }

  /** Stores a file of a run. */
  async file(experimentId: string, runId: string, path: string, content: string | Uint8Array): Promise<void> {
    const root = this.workspace === undefined ? [] : ["workspaces", this.workspace];
    const place = [...root, experimentId, runId, "artifacts", ...path.split("/")].map(encodeURIComponent).join("/");
    const response = await fetch(`${this.server.url}api/2.0/mlflow-artifacts/artifacts/${place}`, {
      method: "PUT",
      headers: this.#header(),
      body: content as BodyInit,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  #header(): Record<string, string> {
    return this.workspace === undefined ? {} : { "X-MLFLOW-WORKSPACE": this.workspace };
  }
}

export interface LoggedRun {
  name: string;
  start?: number;
  status?: "RUNNING" | "FINISHED" | "FAILED" | "KILLED";
  params?: Record<string, string>;
  tags?: Record<string, string>;
  metrics?: Record<string, number | number[]>;
}

function pairs(map: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}
