using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;

namespace Leat.Durability.Tests.Kill;

/// <summary>Reads back everything a server shows about the experiments of one test.</summary>
internal sealed class ServerState(TrackingApi api, CancellationToken cancellationToken)
{
    private readonly List<Fact> _facts = [];
    private readonly List<string> _contradictions = [];

    public IReadOnlyCollection<Fact> Facts => _facts;

    /// <summary>Where one response contradicts another.</summary>
    public IReadOnlyCollection<string> Contradictions => _contradictions;

    /// <param name="api">Where to read.</param>
    /// <param name="prefix">Experiments with other names are skipped.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<ServerState> ReadAsync(TrackingApi api, string prefix, CancellationToken cancellationToken)
    {
        var state = new ServerState(api, cancellationToken);
        await state.ReadExperimentsAsync(prefix);
        return state;
    }

    private async Task ReadExperimentsAsync(string prefix)
    {
        var query = new JsonObject { ["max_results"] = 1000, ["filter"] = $"name LIKE '{prefix}%'" };
        await foreach (var experiment in PagesAsync("experiments/search", query, "experiments"))
        {
            var name = (string)experiment["name"]!;
            _facts.Add(Fact.Experiment(name));
            foreach (var tag in Items(experiment["tags"]))
                _facts.Add(Fact.ExperimentTag(name, (string)tag["key"]!, (string)tag["value"]!));
            await ReadRunsAsync((string)experiment["experiment_id"]!, name);
        }
    }

    private async Task ReadRunsAsync(string experimentId, string experiment)
    {
        var query = new JsonObject { ["max_results"] = 500, ["experiment_ids"] = new JsonArray(experimentId), ["run_view_type"] = "ALL" };
        await foreach (var run in PagesAsync("runs/search", query, "runs"))
        {
            var name = (string)run["info"]!["run_name"]!;
            _facts.Add(Fact.Run(experiment, name));
            AddInfo(run["info"]!, name);
            AddData(run["data"]!, name);
            AddInputs(run["inputs"], name);
            await ReadMetricsAsync(run, name);
        }
    }

    private void AddInfo(JsonNode info, string run)
    {
        if ((long?)info["end_time"] is { } endTime and not 0)
            _facts.Add(Fact.Ended(run, endTime));
        if ((string?)info["lifecycle_stage"] == "deleted")
            _facts.Add(Fact.Deleted(run));
    }

    /// <summary>Skips tags set by the server itself.</summary>
    private void AddData(JsonNode data, string run)
    {
        foreach (var param in Items(data["params"]))
            _facts.Add(Fact.Param(run, (string)param["key"]!, (string)param["value"]!));
        foreach (var tag in Items(data["tags"]).Where(tag => !((string)tag["key"]!).StartsWith("mlflow.", StringComparison.Ordinal)))
            _facts.Add(Fact.Tag(run, (string)tag["key"]!, (string)tag["value"]!));
    }

    private void AddInputs(JsonNode? inputs, string run)
    {
        foreach (var input in Items(inputs?["dataset_inputs"]))
        {
            var (dataset, tag) = (input["dataset"]!, Items(input["tags"]).Single());
            _facts.Add(Fact.Input(run, (string)dataset["name"]!, (string)dataset["digest"]!, (string)tag["value"]!));
        }
    }

    private async Task ReadMetricsAsync(JsonNode run, string name)
    {
        var runId = (string)run["info"]!["run_id"]!;
        foreach (var latest in Items(run["data"]!["metrics"]).Select(Point.Read))
        {
            var history = await api.GetHistoryAsync(runId, latest.Key, cancellationToken);
            _facts.AddRange(history.Select(point => Fact.OfPoint(name, point)));
            var last = history.OrderBy(point => (point.Step, point.Timestamp, point.Value)).LastOrDefault();
            if (last != latest)
                _contradictions.Add($"the latest value of {name} is {latest}, but its history ends with {last}");
        }
    }

    private async IAsyncEnumerable<JsonNode> PagesAsync(string call, JsonObject query, string items)
    {
        string? token = null;
        do
        {
            query["page_token"] = token;
            var page = await api.PostAsync(call, query, cancellationToken);
            foreach (var item in Items(page[items]))
                yield return item;
            token = (string?)page["next_page_token"];
        }
        while (!string.IsNullOrEmpty(token));
    }

    private static IEnumerable<JsonNode> Items(JsonNode? array) => (array?.AsArray() ?? []).Select(item => item!);
}
