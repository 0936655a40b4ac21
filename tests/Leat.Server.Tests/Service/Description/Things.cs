using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Leat.Server.Artifacts;

namespace Leat.Server.Tests.Service.Description;

/// <summary>One of everything that calls are about, and values for fields that name them.</summary>
internal sealed class Things
{
    private static int _count;

    private readonly ArtifactServer _server;
    private readonly string _attachment = Guid.NewGuid().ToString();
    private readonly string _unique = "n" + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);

    private Things(ArtifactServer server) => _server = server;

    /// <summary>Values by the names of fields.</summary>
    public Dictionary<string, JsonNode> Values { get; } = new(StringComparer.Ordinal);

    public static async Task<Things> MakeAsync(ArtifactServer server, string call)
    {
        var things = new Things(server);
        await things.MakeAsync();
        if (call.StartsWith("create", StringComparison.Ordinal) && call != "createModelVersion")
            things.Values["name"] = things._unique + "-new";
        if (call.Contains("Scorer", StringComparison.Ordinal) || call == "updateOnlineScoringConfig")
            things.Values["name"] = "scorer";
        if (call.Contains("EvaluationDataset", StringComparison.Ordinal))
            things.Values["tags"] = "{\"a\": \"b\"}";
        if (call == "restoreExperiment")
            await things.PostAsync("2.0/mlflow/experiments/delete", new() { ["experiment_id"] = things.Values["experiment_id"].DeepClone() });
        if (call == "getRunValues")
            things.Values["key"] = "tags.k";
        if (call.Contains("LabelSchema", StringComparison.Ordinal))
            things.Name(("name", call.StartsWith("create", StringComparison.Ordinal) ? "another" : "label"), ("type", "FEEDBACK"));
        if (call.Contains("ReviewQueue", StringComparison.Ordinal))
            things.Name(("name", call.StartsWith("create", StringComparison.Ordinal) ? "another" : "queue"), ("queue_type", "CUSTOM"), ("status", "PENDING"));
        if (call.Contains("Issue", StringComparison.Ordinal))
            things.Values["status"] = "pending";
        if (call == "queryTraceMetrics")
            things.Name(("view_type", "TRACES"), ("metric_name", "trace_count"), ("aggregation_type", "COUNT"));
        if (call.StartsWith("getTraceArtifact", StringComparison.Ordinal))
            things.Values["path"] = things._attachment;
        if (call.EndsWith("MultipartUpload", StringComparison.Ordinal))
            things.Values["path"] = "parts";
        if (call == "deleteWorkspace")
            things.Values["mode"] = "RESTRICT";
        if (call == "finalizeLoggedModel")
            things.Values["status"] = "LOGGED_MODEL_READY";
        return things;
    }

    private async Task MakeAsync()
    {
        var experiment = (string)(await PostAsync("2.0/mlflow/experiments/create", new() { ["name"] = _unique }))["experiment_id"]!;
        var run = (await PostAsync("2.0/mlflow/runs/create", new() { ["experiment_id"] = experiment }))["run"]!["info"]!;
        var runId = (string)run["run_id"]!;
        await PostAsync("2.0/mlflow/runs/log-batch", JsonNode.Parse(
            $$"""{"run_id": "{{runId}}", "metrics": [{"key": "m", "value": 1, "timestamp": 1}], "tags": [{"key": "k", "value": "v"}]}""")!.AsObject());
        await PutAsync(((string)run["artifact_uri"]!)["mlflow-artifacts:/".Length..] + "/file.txt");
        await PutAsync("file.txt");
        await PostAsync("2.0/mlflow/experiments/set-experiment-tag", new() { ["experiment_id"] = experiment, ["key"] = "k", ["value"] = "v" });
        var logged = (await PostAsync("2.0/mlflow/logged-models", new() { ["experiment_id"] = experiment }))["model"]!["info"]!;
        var model = (string)logged["model_id"]!;
        await PutAsync(((string)logged["artifact_uri"]!)["mlflow-artifacts:/".Length..] + "/file.txt");
        await SendAsync(HttpMethod.Patch, $"2.0/mlflow/logged-models/{model}/tags", JsonNode.Parse("""{"tags": [{"key": "k", "value": "v"}]}""")!.AsObject());
        await PostAsync("2.0/mlflow/registered-models/create", new() { ["name"] = _unique });
        await PostAsync("2.0/mlflow/model-versions/create", new() { ["name"] = _unique, ["source"] = (string)run["artifact_uri"]! });
        await PostAsync("2.0/mlflow/registered-models/alias", new() { ["name"] = _unique, ["alias"] = "champion", ["version"] = "1" });
        var dataset = (string)(await PostAsync(
            "3.0/mlflow/datasets/create", new() { ["name"] = _unique, ["experiment_ids"] = new JsonArray(experiment) }))["dataset"]!["dataset_id"]!;
        await PostAsync("3.0/mlflow/scorers/register", new() { ["experiment_id"] = experiment, ["name"] = "scorer", ["serialized_scorer"] = "{}" });
        var trace = await PostAsync("3.0/mlflow/traces", JsonNode.Parse(
            $$$"""
            { "trace": { "trace_info": { "trace_id": "tr-{{{_unique}}}", "trace_location": {"mlflow_experiment": {"experiment_id": "{{{experiment}}}"} },
              "request_time": "2026-01-01T00:00:00Z", "state": "OK", "tags": {"k": "v"}, "trace_metadata": {"a": "b"} } } }
            """)!.AsObject());
        var traceId = (string)trace["trace"]!["trace_info"]!["trace_id"]!;
        await PutAsync($"{experiment}/traces/{traceId}/artifacts/traces.json");
        await PutAsync($"{experiment}/traces/{traceId}/artifacts/attachments/{_attachment}");
        var assessment = (string)(await PostAsync($"3.0/mlflow/traces/{traceId}/assessments", JsonNode.Parse(
            """{"assessment": {"assessment_name": "good", "source": {"source_type": "HUMAN"}, "feedback": {"value": 1}}}""")!.AsObject()))
            ["assessment"]!["assessment_id"]!;
        var issue = (string)(await PostAsync(
            "3.0/mlflow/issues", new() { ["experiment_id"] = experiment, ["name"] = "issue", ["description"] = "d" }))["issue"]!["issue_id"]!;
        var schema = (string)(await PostAsync("3.0/mlflow/label-schemas/create", JsonNode.Parse(
            $$$$"""{"experiment_id": "{{{{experiment}}}}", "name": "label", "type": "FEEDBACK", "input": {"text": {}}}""")!.AsObject()))["label_schema"]!["schema_id"]!;
        var queue = (string)(await PostAsync("3.0/mlflow/review-queues/create", JsonNode.Parse(
            $$"""{"experiment_id": "{{experiment}}", "name": "queue", "queue_type": "CUSTOM"}""")!.AsObject()))["review_queue"]!["queue_id"]!;
        await PostAsync("3.0/mlflow/review-queues/items/add", new() { ["queue_id"] = queue, ["item_ids"] = new JsonArray(traceId) });
        var webhook = (string)(await PostAsync("2.0/mlflow/webhooks", JsonNode.Parse(
            """{"name": "hook", "url": "https://hook.invalid/", "events": [{"entity": "REGISTERED_MODEL", "action": "CREATED"}]}""")!.AsObject()))
            ["webhook"]!["webhook_id"]!;

        Name(("experiment_id", experiment), ("experiment_name", _unique), ("run_id", runId), ("run_uuid", runId), ("metric_key", "m"), ("key", "k"));
        Name(("model_id", model), ("tag_key", "k"), ("name", _unique), ("new_name", _unique + "-2"), ("version", "1"), ("alias", "champion"));
        Name(("dataset_id", dataset), ("trace_id", traceId), ("request_id", traceId), ("assessment_id", assessment), ("webhook_id", webhook));
        Name(("issue_id", issue), ("schema_id", schema), ("queue_id", queue), ("item_id", traceId), ("user", "ann"), ("description", "d"));
        Values["sample_rate"] = 0.5;
        Values["input"] = new JsonObject { ["text"] = new JsonObject() };
        Values["item_ids"] = new JsonArray(traceId);
        await PostAsync("3.0/mlflow/workspaces", new() { ["name"] = "team-" + _unique });
        Name(("workspace_name", "team-" + _unique), ("default_artifact_root", "s3://bucket/root"));
        Name(("path", "file.txt"), ("artifact_file_path", "file.txt"), ("stage", "Staging"), ("url", "https://hook.invalid/"));
        Name(("entity", "REGISTERED_MODEL"), ("action", "CREATED"), ("source", (string)run["artifact_uri"]!), ("update_mask", "rationale"));
        Name(("serialized_scorer", "{}"), ("records", "[{\"inputs\": {\"q\": 1}}]"), ("field_name", "name"), ("status", "FINISHED"));
        Name(("filter_string1", "status = 'OK'"), ("filter_string2", "status = 'OK'"), ("source_type", "HUMAN"), ("assessment_name", "good"));
        Name(("assessment.expectation.serialized_value.value", "1"), ("trace.trace_info.assessments.expectation.serialized_value.value", "1"));
        Name(("model_json", $$"""{"artifact_path": "m", "flavors": {}, "utc_time_created": "2026-01-01 00:00:00", "run_id": "{{runId}}"}"""));
        foreach (var list in (string[])["experiment_id", "run_id", "trace_id", "request_id", "metric_key"])
            Values[list + "s"] = new JsonArray(Values[list].DeepClone());
    }

    private void Name(params ReadOnlySpan<(string Field, string Value)> values)
    {
        foreach (var (field, value) in values)
            Values[field] = value;
    }

    private Task<JsonObject> PostAsync(string path, JsonObject body) => SendAsync(HttpMethod.Post, path, body);

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, "/api/" + path) { Content = JsonContent.Create(body) };
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task PutAsync(string path)
    {
        using var content = new StringContent("{}");
        using var response = await _server.Http.PutAsync("/api/2.0/mlflow-artifacts/artifacts/" + path, content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
