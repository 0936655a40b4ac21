using System.Text.Json.Nodes;

namespace Leat.Durability.Tests.BadInput;

/// <summary>An API call with a valid body, from which invalid bodies are derived.</summary>
internal sealed record ApiCall(string Path, string Body)
{
    private const string Root = "/api/2.0/mlflow/";
    private const string PagesRoot = "/ajax-api/2.0/mlflow/";

    /// <summary>The search of datasets exists only for web pages.</summary>
    public string Target => (Path == SearchDatasets ? PagesRoot : Root) + Path;

    /// <summary>Every call that takes a body. In the templates, EXP and RUN stand for existing ids, NEW for a fresh name.</summary>
    public static IReadOnlyList<ApiCall> All(string experimentId, string runId) =>
    [
        .. Templates.Select(call => call with
        {
            Body = call.Body
                .Replace("EXP", experimentId, StringComparison.Ordinal)
                .Replace("RUN\"", runId + "\"", StringComparison.Ordinal)
                .Replace("NEW", Guid.NewGuid().ToString(), StringComparison.Ordinal),
        }),
    ];

    public JsonObject Parse() => (JsonObject)JsonNode.Parse(Body)!;

    private const string SearchDatasets = "experiments/search-datasets";

    private static readonly ApiCall[] Templates =
    [
        new("experiments/create", """{"name": "NEW", "artifact_location": "s3://b/a", "tags": [{"key": "k", "value": "v"}]}"""),
        new("experiments/search", """{"max_results": 5, "filter": "name = 'x'", "order_by": ["name"], "view_type": "ALL", "page_token": ""}"""),
        new("experiments/delete", """{"experiment_id": "999999999"}"""),
        new("experiments/restore", """{"experiment_id": "999999999"}"""),
        new("experiments/update", """{"experiment_id": "999999999", "new_name": "x"}"""),
        new("experiments/set-experiment-tag", """{"experiment_id": "EXP", "key": "k", "value": "v"}"""),
        new("runs/create", """{"experiment_id": "EXP", "start_time": 1, "run_name": "r", "user_id": "u", "tags": [{"key": "k", "value": "v"}]}"""),
        new("runs/update", """{"run_id": "RUN", "status": "RUNNING", "end_time": 1, "run_name": "r"}"""),
        new("runs/delete", """{"run_id": "0123"}"""),
        new("runs/restore", """{"run_id": "0123"}"""),
        new("runs/search", """{"experiment_ids": ["EXP"], "filter": "metrics.m > 1 and params.p = 'x'", "max_results": 5, "order_by": ["metrics.m DESC"], "run_view_type": "ALL", "page_token": ""}"""),
        new("runs/log-metric", """{"run_id": "RUN", "key": "m", "value": 1.5, "timestamp": 1, "step": 1}"""),
        new("runs/log-parameter", """{"run_id": "RUN", "key": "p", "value": "v"}"""),
        new("runs/set-tag", """{"run_id": "RUN", "key": "t", "value": "v"}"""),
        new("runs/delete-tag", """{"run_id": "RUN", "key": "t"}"""),
        new("runs/log-batch", """{"run_id": "RUN", "metrics": [{"key": "m", "value": 1, "timestamp": 1, "step": 1}], "params": [{"key": "p", "value": "v"}], "tags": [{"key": "t", "value": "v"}]}"""),
        new("runs/log-inputs", """{"run_id": "RUN", "datasets": [{"tags": [{"key": "k", "value": "v"}], "dataset": {"name": "d", "digest": "1", "source_type": "local", "source": "x", "schema": "s", "profile": "p"}}]}"""),
        new(SearchDatasets, """{"experiment_ids": ["EXP"]}"""),
    ];
}
