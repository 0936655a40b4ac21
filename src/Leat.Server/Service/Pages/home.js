// The places that MLflow's clients print: /#/experiments/1/runs/abc. A web UI will take them over; until then this shows what the
// server knows of them. Whatever comes from the server is put in as text, never as HTML.
"use strict";
(() => {
  const base = new URL("../", document.currentScript.src);
  const place = document.getElementById("place");
  const welcome = document.getElementById("welcome");

  const noteTag = "mlflow.note.content";

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const table = (caption, columns, rows) => rows.length === 0 ? [] : [make("table", {},
    make("caption", {}, `${caption} (${rows.length})`),
    make("thead", {}, make("tr", {}, ...columns.map(column => make("th", { scope: "col" }, column)))),
    make("tbody", {}, ...rows.map(cells => make("tr", {}, ...cells.map(cell => make("td", {}, cell ?? ""))))))];

  const list = entries => make("dl", {}, ...entries
    .filter(([, value]) => value !== undefined && value !== "")
    .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));

  /** A time as text; one that no calendar holds stays a number. */
  const time = ms => {
    if (ms === undefined) return undefined;
    const date = new Date(Number(ms));
    return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString().replace("T", " ").replace("Z", " UTC");
  };
  const pairs = items => (items ?? []).map(({ key, value }) => [key, String(value)]);
  const link = (text, ...parts) => make("a", { href: "#/" + parts.map(encodeURIComponent).join("/") }, text);

  /** The description among the tags. */
  const note = tags => pairs(tags).filter(([key]) => key === noteTag).map(([, text]) => make("p", { class: "note" }, text));
  const tagTable = tags => table("Tags", ["Tag", "Value"], pairs(tags).filter(([key]) => key !== noteTag));

  const call = async (path, fields, method = "GET") => {
    const address = new URL(path, base);
    const options = { method };
    if (method === "GET") address.search = new URLSearchParams(fields);
    else Object.assign(options, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(fields) });
    const response = await fetch(address, options);
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    let message = text;
    try { message = JSON.parse(text).message; } catch { /* not JSON: shown as it is */ }
    throw new Error(message || `The server answers ${response.status}.`);
  };

  const files = (runId, found) => (found.files ?? []).map(file => [
    file.is_dir ? file.path + "/" : make("a", { href: new URL("get-artifact?" + new URLSearchParams({ run_id: runId, path: file.path }), base) }, file.path),
    file.is_dir ? "" : String(file.file_size ?? "")]);

  const showRun = async runId => {
    const { run } = await call("api/2.0/mlflow/runs/get", { run_id: runId });
    // A run whose files lie elsewhere has none to list here.
    const artifacts = await call("api/2.0/mlflow/artifacts/list", { run_id: runId }).catch(() => ({}));
    const { info, data } = run;
    return [info.run_name || info.run_id,
      list([["Run", info.run_id], ["Experiment", link(info.experiment_id, "experiments", info.experiment_id)], ["Status", info.status],
        ["Started", time(info.start_time)], ["Ended", time(info.end_time)], ["User", info.user_id],
        ["Deleted", info.lifecycle_stage === "deleted" ? "yes" : ""], ["Files", info.artifact_uri]]),
      ...note(data.tags),
      ...table("Metrics, latest values", ["Metric", "Value", "Step"], (data.metrics ?? []).map(metric => [metric.key, String(metric.value), String(metric.step)])),
      ...table("Params", ["Param", "Value"], pairs(data.params)),
      ...tagTable(data.tags),
      ...table("Datasets", ["Dataset", "Digest", "Source"], (run.inputs?.dataset_inputs ?? []).map(({ dataset }) => [dataset.name, dataset.digest, dataset.source])),
      ...table("Files", ["Path", "Bytes"], files(runId, artifacts))];
  };

  const showExperiment = async id => {
    const { experiment } = await call("api/2.0/mlflow/experiments/get", { experiment_id: id });
    const { runs = [] } = await call("api/2.0/mlflow/runs/search", { experiment_ids: [id], max_results: 100 }, "POST");
    return [experiment.name,
      list([["Experiment", id], ["Stage", experiment.lifecycle_stage], ["Created", time(experiment.creation_time)], ["Files", experiment.artifact_location]]),
      ...note(experiment.tags),
      ...tagTable(experiment.tags),
      ...table("Newest runs", ["Run", "Status", "Started"], runs.map(({ info }) =>
        [link(info.run_name || info.run_id, "experiments", id, "runs", info.run_id), info.status, time(info.start_time)]))];
  };

  const showLoggedModel = async id => {
    const { model } = await call("api/2.0/mlflow/logged-models/" + encodeURIComponent(id), {});
    const { info, data = {} } = model;
    return [info.name,
      list([["Logged model", info.model_id], ["Status", info.status], ["Type", info.model_type], ["Created", time(info.creation_timestamp_ms)],
        ["Run", info.source_run_id ? link(info.source_run_id, "experiments", info.experiment_id, "runs", info.source_run_id) : ""], ["Files", info.artifact_uri]]),
      ...table("Metrics", ["Metric", "Value", "Step"], (data.metrics ?? []).map(metric => [metric.key, String(metric.value), String(metric.step)])),
      ...table("Params", ["Param", "Value"], pairs(data.params)),
      ...table("Tags", ["Tag", "Value"], pairs(info.tags))];
  };

  const showRegisteredModel = async name => {
    const { registered_model: model } = await call("api/2.0/mlflow/registered-models/get", { name });
    return [name,
      list([["Created", time(model.creation_timestamp)], ["Description", model.description]]),
      ...table("Latest versions", ["Version", "Stage", "Source"], (model.latest_versions ?? []).map(version =>
        [link(version.version, "models", name, "versions", version.version), version.current_stage, version.source])),
      ...table("Aliases", ["Alias", "Version"], (model.aliases ?? []).map(({ alias, version }) => [alias, version])),
      ...table("Tags", ["Tag", "Value"], pairs(model.tags))];
  };

  const showVersion = async (name, number) => {
    const { model_version: version } = await call("api/2.0/mlflow/model-versions/get", { name, version: number });
    return [`${name}, version ${number}`,
      list([["Model", link(name, "models", name)], ["Stage", version.current_stage], ["Status", version.status], ["Created", time(version.creation_timestamp)],
        ["Source", version.source], ["Run", version.run_id], ["Description", version.description], ["Aliases", (version.aliases ?? []).join(", ")]]),
      ...table("Tags", ["Tag", "Value"], pairs(version.tags))];
  };

  const showTrace = async id => {
    const { trace } = await call("api/3.0/mlflow/traces/" + encodeURIComponent(id), {});
    const info = trace.trace_info;
    return [id,
      list([["State", info.state], ["Requested", info.request_time], ["Took", info.execution_duration], ["Request", info.request_preview], ["Response", info.response_preview]]),
      ...table("Tags", ["Tag", "Value"], Object.entries(info.tags ?? {}))];
  };

  /** What shows the place behind a #; null for a place that nobody knows. */
  const viewOf = hash => {
    const [path, query] = hash.replace(/^#/, "").split("?");
    const parts = path.split("/").filter(part => part !== "").map(part => decodeURIComponent(part));
    const trace = new URLSearchParams(query ?? "").get("selectedEvaluationId") ?? new URLSearchParams(query ?? "").get("selectedTraceId");
    switch (parts[0]) {
      case "experiments":
        if (trace) return () => showTrace(trace);
        if (parts[2] === "runs" && parts[3]) return () => showRun(parts[3]);
        if (parts[2] === "models" && parts[3]) return () => showLoggedModel(parts[3]);
        return parts[1] ? () => showExperiment(parts[1]) : null;
      case "models":
        if (parts[2] === "versions" && parts[3]) return () => showVersion(parts[1], parts[3]);
        return parts[1] ? () => showRegisteredModel(parts[1]) : null;
      case "prompts":
        return parts[1] ? () => showRegisteredModel(parts[1]) : null;
      default:
        return null;
    }
  };

  const show = async () => {
    const { hash } = location;
    let view = null;
    try { view = viewOf(hash); } catch { /* a place whose escapes are broken is none */ }
    welcome.hidden = view !== null;
    place.hidden = view === null;
    document.title = "Leat";
    if (view === null) return;
    place.replaceChildren(make("p", {}, "Loading…"));
    let content;
    try {
      const [title, ...rest] = await view();
      document.title = `${title} · Leat`;
      content = [make("h1", {}, title), ...rest];
    } catch (fault) {
      content = [make("h1", {}, "Not found here"), make("p", {}, fault.message)];
    }
    if (location.hash !== hash) return;
    place.replaceChildren(...content, make("p", { class: "quiet" },
      "This is what the server knows of it; a web interface is still to come. ", make("a", { href: "#" }, "About this server")));
  };

  addEventListener("hashchange", show);
  show();
})();
