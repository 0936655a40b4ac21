import type { Run } from "./run";

/** What is known of a run of a test. */
export function infoOf(id: string, name = id): Run["info"] {
  return {
    run_id: id,
    run_uuid: id,
    run_name: name,
    experiment_id: "1",
    user_id: "",
    status: "FINISHED",
    start_time: 0,
    artifact_uri: "",
    lifecycle_stage: "active",
  };
}
