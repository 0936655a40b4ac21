import { describe, expect, it } from "vitest";
import type { LoggedModel } from "../api/models";
import { greaterIsBetter } from "../kit/better";
import { metricsOf, rankedBy } from "./checkpoints";

function checkpoint(modelId: string, step: number, metrics: Record<string, number>) {
  const model: LoggedModel = {
    info: {
      model_id: modelId,
      experiment_id: "1",
      name: modelId,
      creation_timestamp_ms: 0,
      last_updated_timestamp_ms: 0,
      artifact_uri: "",
      status: "LOGGED_MODEL_READY",
      model_type: "",
      source_run_id: "",
    },
    data: { metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step, timestamp: 0 })) },
  };
  return { modelId, step, model };
}

const all = [
  checkpoint("a", 1, { loss: 0.5, acc: 0.7 }),
  checkpoint("b", 2, { loss: 0.2, acc: 0.9 }),
  checkpoint("c", 3, { loss: Number.NaN }),
  { modelId: "d", step: 0, model: undefined },
];

const order = (key: string) => rankedBy(all, key).map(({ modelId }) => modelId);

describe("checkpoints", () => {
  it("rank the greatest accuracy first", () => expect(order("acc")).toEqual(["b", "a", "d", "c"]));
  it("rank the least loss first", () => expect(order("loss")).toEqual(["b", "a", "d", "c"]));
  it("offer the metrics of most models first", () => expect(metricsOf(all)).toEqual(["loss", "acc"]));
});

describe("which is better", () => {
  it.each([
    "loss",
    "val/loss",
    "train_loss",
    "valLoss",
    "rmse",
    "eval-mae",
    "error_rate",
    "latency/ms",
    "test.wer",
    "accuracy_std",
  ])("%s small", (key) => expect(greaterIsBetter(key)).toBe(false));
  it.each(["accuracy", "f1", "auc", "lossless_ratio", "timestep_reward", "r2", "serror_free"])("%s great", (key) =>
    expect(greaterIsBetter(key)).toBe(true),
  );
});
