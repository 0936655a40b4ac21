using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Testing.Http;

namespace Leat.Durability.Tests.Api;

/// <summary>The protocol calls that these tests make, over one connection.</summary>
internal sealed class TrackingApi(Uri server) : IDisposable
{
    private const string Root = "/api/2.0/mlflow/";
    private readonly RawHttpClient _client = new(server);

    /// <summary>Sends a body and returns the response whatever its status.</summary>
    public Task<RawResponse> SendAsync(string call, JsonObject body, CancellationToken cancellationToken) =>
        _client.SendAsync(RawRequest.Json(Root + call, body.ToJsonString()), cancellationToken);

    /// <exception cref="InvalidOperationException">Any status except 200.</exception>
    public async Task<JsonNode> PostAsync(string call, JsonObject body, CancellationToken cancellationToken) =>
        Accepted(call, await SendAsync(call, body, cancellationToken));

    /// <exception cref="InvalidOperationException">Any status except 200.</exception>
    public async Task<JsonNode> GetAsync(string callAndQuery, CancellationToken cancellationToken) =>
        Accepted(callAndQuery, await _client.SendAsync(new RawRequest("GET", Root + callAndQuery), cancellationToken));

    public async Task<string> CreateExperimentAsync(string name, CancellationToken cancellationToken) =>
        (string)(await PostAsync("experiments/create", new() { ["name"] = name }, cancellationToken))["experiment_id"]!;

    public async Task<string> CreateRunAsync(string experimentId, string name, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["experiment_id"] = experimentId, ["run_name"] = name, ["start_time"] = 1 };
        return (string)(await PostAsync("runs/create", body, cancellationToken))["run"]!["info"]!["run_id"]!;
    }

    /// <summary>A new run in a new experiment.</summary>
    public async Task<string> CreateRunAsync(CancellationToken cancellationToken)
    {
        var name = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        return await CreateRunAsync(await CreateExperimentAsync(name, cancellationToken), name, cancellationToken);
    }

    public async Task<JsonNode> GetRunAsync(string runId, CancellationToken cancellationToken) =>
        (await GetAsync("runs/get?run_id=" + runId, cancellationToken))["run"]!;

    /// <summary>All points of a metric, page by page.</summary>
    public async Task<IReadOnlyList<Point>> GetHistoryAsync(
        string runId, string key, CancellationToken cancellationToken)
    {
        var points = new List<Point>();
        var query = $"metrics/get-history?run_id={runId}&metric_key={key}&max_results=25000";
        for (var token = ""; token is not null;)
        {
            var page = await GetAsync($"{query}&page_token={Uri.EscapeDataString(token)}", cancellationToken);
            points.AddRange((page["metrics"]?.AsArray() ?? []).Select(point => Point.Read(point!)));
            token = (string?)page["next_page_token"];
            token = string.IsNullOrEmpty(token) ? null : token;
        }

        return points;
    }

    public void Dispose() => _client.Dispose();

    private static JsonNode Accepted(string call, RawResponse response) => response.Status == 200
        ? JsonNode.Parse(response.Body)!
        : throw new InvalidOperationException($"{call} was answered {response.Status}: {response.Text}");
}
