using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Server.Tests.Hosting;
using Leat.Storage.Sqlite;

namespace Leat.Server.Tests.Workspaces;

/// <summary>A server with workspaces, two of which have one thing of each kind.</summary>
public sealed class WorkspaceFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leat-server-").FullName;
    private ITrackingStore? _store;

    internal RunningServer Server { get; private set; } = null!;

    /// <summary>What the workspace <c>team-a</c> holds.</summary>
    internal Dictionary<ResourceKind, string> OfA { get; private set; } = null!;

    /// <summary>What the workspace <c>team-b</c> holds.</summary>
    internal Dictionary<ResourceKind, string> OfB { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(_folder, "leat.db"), DefaultArtifactRoot = "mlflow-artifacts:/" },
            TestContext.Current.CancellationToken);
        Server = await RunningServer.StartAsync(_store, new LeatServerOptions { EnableWorkspaces = true });
        foreach (var name in (string[])["team-a", "team-b"])
            (await SendAsync(null, "POST", "/api/3.0/mlflow/workspaces", $$"""{"name":"{{name}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        OfA = await FillAsync("team-a");
        OfB = await FillAsync("team-b");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _store!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends a request for a workspace; null sends no header.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> SendAsync(string? workspace, string method, string path, string? json = null)
    {
        using var answer = await Server.SendAsync(new HttpMethod(method), path, request =>
        {
            if (workspace is not null)
                request.Headers.TryAddWithoutValidation("X-MLFLOW-WORKSPACE", workspace);
            if (json is not null)
                request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        });
        return (answer.StatusCode, await answer.TextAsync());
    }

    /// <summary>Sends a request that must succeed.</summary>
    internal async Task<JsonObject> CallAsync(string? workspace, string method, string path, string? json = null)
    {
        var (status, text) = await SendAsync(workspace, method, path, json);
        status.ShouldBe(HttpStatusCode.OK, $"{method} {path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task<Dictionary<ResourceKind, string>> FillAsync(string workspace)
    {
        Task<JsonObject> Post(string path, string json, string method = "POST") => CallAsync(workspace, method, path, json);

        var experiment = (await Post("/api/2.0/mlflow/experiments/create", """{"name":"shared"}"""))["experiment_id"]!.GetValue<string>();
        var run = (await Post("/api/2.0/mlflow/runs/create", $$"""{"experiment_id":"{{experiment}}","start_time":1}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        await Post("/api/2.0/mlflow/runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"loss","value":1,"timestamp":1,"step":1}],"params":[{"key":"lr","value":"1"}]}""");
        var model = (await Post("/api/2.0/mlflow/logged-models", $$"""{"experiment_id":"{{experiment}}","name":"m"}"""))["model"]!["info"]!["model_id"]!.GetValue<string>();
        var trace = $"tr-{workspace}";
        await Post("/api/3.0/mlflow/traces", $$$$"""
            {"trace":{"trace_info":{"trace_id":"{{{{trace}}}}","trace_location":{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"{{{{experiment}}}}"}},"request_time":"2025-01-01T00:00:00Z","state":"OK"}}}
            """);
        var scorer = (await Post("/api/3.0/mlflow/scorers/register", $$"""{"experiment_id":"{{experiment}}","name":"s","serialized_scorer":"{}"}"""))["scorer_id"]!.GetValue<string>();
        await Post("/api/3.0/mlflow/scorers/online-config", $$"""{"experiment_id":"{{experiment}}","name":"s","sample_rate":0.5}""", "PUT");
        var issue = (await Post("/api/3.0/mlflow/issues", $$"""{"experiment_id":"{{experiment}}","name":"i","description":"d"}"""))["issue"]!["issue_id"]!.GetValue<string>();
        var schema = (await Post("/api/3.0/mlflow/label-schemas/create", $$$$"""{"experiment_id":"{{{{experiment}}}}","name":"l","type":"FEEDBACK","input":{"text":{}}}"""))["label_schema"]!["schema_id"]!.GetValue<string>();
        var queue = (await Post("/api/3.0/mlflow/review-queues/create", $$"""{"experiment_id":"{{experiment}}","name":"q","queue_type":"CUSTOM"}"""))["review_queue"]!["queue_id"]!.GetValue<string>();
        var dataset = (await Post("/api/3.0/mlflow/datasets/create", $$"""{"name":"set","experiment_ids":["{{experiment}}"]}"""))["dataset"]!["dataset_id"]!.GetValue<string>();
        var webhook = (await Post("/api/2.0/mlflow/webhooks", """{"name":"hook","url":"https://example.com/h","events":[{"entity":"MODEL_VERSION","action":"CREATED"}]}"""))["webhook"]!["webhook_id"]!.GetValue<string>();
        await Post("/api/2.0/mlflow/registered-models/create", $$"""{"name":"{{workspace}}-model"}""");
        await Post("/api/2.0/mlflow/model-versions/create", $$"""{"name":"{{workspace}}-model","source":"mlflow-artifacts:/workspaces/{{workspace}}/{{experiment}}/{{run}}/artifacts/model","run_id":"{{run}}"}""");
        await Post("/api/2.0/mlflow/registered-models/alias", $$"""{"name":"{{workspace}}-model","alias":"x","version":"1"}""");
        return new()
        {
            [ResourceKind.Experiment] = experiment,
            [ResourceKind.Run] = run,
            [ResourceKind.LoggedModel] = model,
            [ResourceKind.Trace] = trace,
            [ResourceKind.Scorer] = scorer,
            [ResourceKind.Issue] = issue,
            [ResourceKind.LabelSchema] = schema,
            [ResourceKind.ReviewQueue] = queue,
            [ResourceKind.EvaluationDataset] = dataset,
            [ResourceKind.Webhook] = webhook,
        };
    }
}
