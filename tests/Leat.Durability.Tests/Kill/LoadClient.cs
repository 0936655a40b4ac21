using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Http;

namespace Leat.Durability.Tests.Kill;

/// <summary>A client that writes everything a training program writes, as fast as it is answered, until its server dies.</summary>
internal sealed class LoadClient : IDisposable
{
    private const int KeysOfARun = 3;

    // Some batches are large enough that blocks are sealed while others write.
    private const int LargestBatch = 400;
    private readonly TrackingApi _api;
    private readonly Ledger _ledger;
    private readonly Random _random;
    private readonly string _name;
    private readonly List<(string Id, string Name)> _experiments = [];
    private readonly List<KnownRun> _runs;
    private int _count;

    /// <param name="server">The server that will die.</param>
    /// <param name="ledger">Receives every write before it is sent and after it is acknowledged.</param>
    /// <param name="random">Decides what is written.</param>
    /// <param name="name">Prefix of all names this client creates; no other client uses it.</param>
    /// <param name="shared">A run that other clients also write to.</param>
    public LoadClient(Uri server, Ledger ledger, Random random, string name, KnownRun shared)
    {
        _api = new TrackingApi(server);
        _ledger = ledger;
        _random = random;
        _name = name;
        _runs = [shared];
    }

    public async Task WriteUntilCutOffAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
                await WriteOnceAsync(cancellationToken);
        }
        catch (RawHttpException)
        {
            // The server is gone, as intended.
        }
    }

    public void Dispose() => _api.Dispose();

    private Task WriteOnceAsync(CancellationToken cancellationToken) => _random.Next(100) switch
    {
        _ when _experiments.Count == 0 => CreateExperimentAsync(cancellationToken),
        < 2 => CreateExperimentAsync(cancellationToken),
        < 9 => CreateRunAsync(cancellationToken),
        < 48 => LogMetricAsync(cancellationToken),
        < 72 => LogBatchAsync(cancellationToken),
        < 80 => LogParamAsync(cancellationToken),
        < 88 => SetTagAsync(cancellationToken),
        < 95 => LogInputAsync(cancellationToken),
        < 97 => DeleteRunAsync(cancellationToken),
        _ => EndRunAsync(cancellationToken),
    };

    private async Task CreateExperimentAsync(CancellationToken cancellationToken)
    {
        var name = NextName("e");
        var body = new JsonObject { ["name"] = name, ["tags"] = new JsonArray(Pair("from", "start")) };
        var answer = await WriteAsync(
            "experiments/create", body, [Fact.Experiment(name), Fact.ExperimentTag(name, "from", "start")], cancellationToken);
        if (answer is not null)
            _experiments.Add(((string)answer["experiment_id"]!, name));
    }

    private async Task CreateRunAsync(CancellationToken cancellationToken)
    {
        var (experimentId, experiment) = Any(_experiments);
        var name = NextName("r");
        var body = new JsonObject
        {
            ["experiment_id"] = experimentId,
            ["run_name"] = name,
            ["start_time"] = 1_700_000_000_000,
            ["tags"] = new JsonArray(Pair("from", "start")),
        };
        var answer = await WriteAsync(
            "runs/create", body, [Fact.Run(experiment, name), Fact.Tag(name, "from", "start")], cancellationToken);
        if (answer is not null)
            _runs.Add(new KnownRun((string)answer["run"]!["info"]!["run_id"]!, name));
    }

    private Task<JsonNode?> LogMetricAsync(CancellationToken cancellationToken)
    {
        var run = Any(_runs);
        var point = NextPoint();
        var body = point.ToJson();
        body["run_id"] = run.Id;
        return WriteAsync("runs/log-metric", body, [Fact.OfPoint(run.Name, point)], cancellationToken);
    }

    private Task<JsonNode?> LogBatchAsync(CancellationToken cancellationToken)
    {
        var run = Any(_runs);
        var points = Enumerable.Range(0, _random.Next(1, LargestBatch)).Select(_ => NextPoint()).ToList();
        var (param, tag, value) = (NextName("p"), NextName("t"), NextValue());
        var body = new JsonObject
        {
            ["run_id"] = run.Id,
            ["metrics"] = new JsonArray([.. points.Select(point => point.ToJson())]),
            ["params"] = new JsonArray(Pair(param, value)),
            ["tags"] = new JsonArray(Pair(tag, value)),
        };
        Fact[] facts =
        [
            .. points.Select(point => Fact.OfPoint(run.Name, point)),
            Fact.Param(run.Name, param, value),
            Fact.Tag(run.Name, tag, value),
        ];
        return WriteAsync("runs/log-batch", body, facts, cancellationToken);
    }

    private Task<JsonNode?> LogParamAsync(CancellationToken cancellationToken)
    {
        var (run, key, value) = (Any(_runs), NextName("p"), NextValue());
        var body = Pair(key, value);
        body["run_id"] = run.Id;
        return WriteAsync("runs/log-parameter", body, [Fact.Param(run.Name, key, value)], cancellationToken);
    }

    private Task<JsonNode?> SetTagAsync(CancellationToken cancellationToken)
    {
        var (run, key, value) = (Any(_runs), NextName("t"), NextValue());
        var body = Pair(key, value);
        body["run_id"] = run.Id;
        return WriteAsync("runs/set-tag", body, [Fact.Tag(run.Name, key, value)], cancellationToken);
    }

    private Task<JsonNode?> LogInputAsync(CancellationToken cancellationToken)
    {
        var (run, name, digest) = (Any(_runs), NextName("d"), NextValue());
        var dataset = new JsonObject { ["name"] = name, ["digest"] = digest, ["source_type"] = "local", ["source"] = "x" };
        var body = new JsonObject
        {
            ["run_id"] = run.Id,
            ["datasets"] = new JsonArray(new JsonObject
            {
                ["tags"] = new JsonArray(Pair("mlflow.data.context", "train")),
                ["dataset"] = dataset,
            }),
        };
        return WriteAsync("runs/log-inputs", body, [Fact.Input(run.Name, name, digest, "train")], cancellationToken);
    }

    /// <summary>Ends one of this client's own runs, once, so that its blocks are sealed. Writing to it continues.</summary>
    private async Task EndRunAsync(CancellationToken cancellationToken)
    {
        if (_runs.Skip(1).FirstOrDefault(run => !run.Ended) is not { } run)
            return;
        run.Ended = true;
        var endTime = 1_700_000_000_000 + ++_count;
        var body = new JsonObject { ["run_id"] = run.Id, ["status"] = "FINISHED", ["end_time"] = endTime };
        await WriteAsync("runs/update", body, [Fact.Ended(run.Name, endTime)], cancellationToken);
    }

    /// <summary>Deletes one of this client's own runs, and restores half of them. Nothing more is written to the rest.</summary>
    private async Task DeleteRunAsync(CancellationToken cancellationToken)
    {
        if (_runs.Count < 2)
            return;
        var run = _runs[_random.Next(1, _runs.Count)];
        var body = new JsonObject { ["run_id"] = run.Id };
        var deletion = _ledger.Sending(Fact.Deleted(run.Name));
        await SendAsync(deletion, "runs/delete", body, cancellationToken);
        if (_random.Next(2) == 0)
        {
            _runs.Remove(run);
            return;
        }

        deletion.Release();
        if (await WriteAsync("runs/restore", body, [], cancellationToken) is not null)
            deletion.Withdraw();
    }

    private Task<JsonNode?> WriteAsync(
        string call, JsonObject body, IReadOnlyList<Fact> facts, CancellationToken cancellationToken) =>
        SendAsync(_ledger.Sending(facts), call, body, cancellationToken);

    private async Task<JsonNode?> SendAsync(Write write, string call, JsonObject body, CancellationToken cancellationToken)
    {
        var response = await _api.SendAsync(call, body, cancellationToken);
        if (response.Status == 200)
        {
            _ledger.Acknowledge(write);
            return JsonNode.Parse(response.Body);
        }

        _ledger.AddFault($"{call} was answered {response.Status}: {response.Text}");
        return null;
    }

    private Point NextPoint() => new(
        $"m{_random.Next(KeysOfARun)}", _random.NextDouble(), 1_700_000_000_000 + _random.Next(1000), NextStep());

    /// <summary>No two clients of a round write the same step, so that no two points are the same.</summary>
    private long NextStep() => (++_count * 100L) + (_name[^1] - '0');

    private string NextName(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{_name}-{kind}{++_count}");

    private string NextValue() => _random.Next().ToString(CultureInfo.InvariantCulture);

    private T Any<T>(List<T> choices) => choices[_random.Next(choices.Count)];

    private static JsonObject Pair(string key, string value) => new() { ["key"] = key, ["value"] = value };
}
