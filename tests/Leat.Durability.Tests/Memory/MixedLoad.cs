using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Memory;

/// <summary>Several clients that send, each in an order of its own, everything that is known to take much memory.</summary>
internal sealed class MixedLoad : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const int Clients = 8;
    private const int LargeRuns = 40;
    private const int Points = 100_000;

    private readonly HttpClient _http;
    private readonly LargeBodies _bodies;
    private readonly List<(string Call, Func<HttpRequestMessage> Make)> _requests = [];
    private readonly ConcurrentBag<Outcome> _outcomes = [];

    private MixedLoad(Uri server, int bodySize)
    {
        _http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };
        _bodies = new LargeBodies(bodySize);
    }

    /// <summary>Stands for the status of an answer that began and did not come to its end.</summary>
    public const int BrokenOff = -1;

    /// <summary>Stands for the status where the connection was closed before an answer began, as after a refused body that was still coming.</summary>
    public const int Unanswered = 0;

    /// <summary>Makes a load, and stores what it will ask for.</summary>
    /// <param name="server">Where.</param>
    /// <param name="bodySize">About the size of its bodies, in bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<MixedLoad> PrepareAsync(ServerProcess server, int bodySize, CancellationToken cancellationToken)
    {
        var load = new MixedLoad(server.Address, bodySize);
        using var api = new TrackingApi(server.Address);
        var experiment = await api.CreateExperimentAsync("large", cancellationToken);
        for (var i = 0; i < LargeRuns; i++)
        {
            var run = await api.CreateRunAsync(experiment, "large", cancellationToken);
            for (var first = 0; first < 200; first += 100)
                await api.PostAsync("runs/log-batch", LargeBodies.Params(run, first, 100), cancellationToken);
        }

        var history = await api.CreateRunAsync(cancellationToken);
        for (var first = 0; first < Points; first += 1_000)
            await api.PostAsync("runs/log-batch", LargeBodies.History(history, first, 1_000), cancellationToken);
        load.AddRequests(experiment, history);
        foreach (var call in new[] { "attribute", "file" })
            await load.SendUntilTakenAsync(load._requests.First(request => request.Call == call), cancellationToken);
        return load;
    }

    /// <summary>Runs the load for a while and returns how each of its requests ended.</summary>
    public async Task<IReadOnlyList<Outcome>> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(
            async () =>
            {
                var random = new Random(client);
                while (clock.Elapsed < duration)
                    _outcomes.Add(await SendAsync(_requests[random.Next(_requests.Count)], cancellationToken));
            },
            cancellationToken)));
        return [.. _outcomes];
    }

    public void Dispose() => _http.Dispose();

    private void AddRequests(string experiment, string run)
    {
        var (points, tag, dataset) = (_bodies.Points(run), _bodies.Tag(run), _bodies.Dataset(run));
        var page = Bytes(new JsonObject { ["experiment_ids"] = new JsonArray(experiment), ["max_results"] = 1_000 });
        var series = Bytes(new JsonObject { ["run_ids"] = new JsonArray(run), ["metric_keys"] = new JsonArray("loss") });
        const string trace = "tr-01020304050607080102030405060708";
        Add("page of runs", () => Post(Api + "runs/search", page));
        Add("numbers", () => Post(Api + "runs/search", _bodies.Numbers));
        Add("points", () => Post(Api + "runs/log-batch", points));
        Add("tag", () => Post(Api + "runs/set-tag", tag));
        Add("dataset", () => Post(Api + "runs/log-inputs", dataset));
        Add("attribute", () => Spans(_bodies.Attribute));
        Add("spans", () => Spans(_bodies.Spans));
        Add("history", () => Get(Api + $"metrics/get-history?run_id={run}&metric_key=loss"));
        Add("series", () => Post("/api/leat/1.0/metrics/history", series));
        Add("run", () => Get(Api + $"runs/get?run_id={run}"));
        Add("trace", () => Get($"/api/3.0/mlflow/traces/get?trace_id={trace}"));
        Add("traces", () => Get($"/api/3.0/mlflow/traces/batchGet?trace_ids={trace}"));
        Add("trace file", () => Get($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={trace}"));
        Add("file", () => new HttpRequestMessage(HttpMethod.Put, "/api/2.0/mlflow-artifacts/artifacts/x/file") { Content = new ByteArrayContent(_bodies.File) });
        Add("download", () => Get("/api/2.0/mlflow-artifacts/artifacts/x/file"));
        Add("small file", () => Post($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=f", _bodies.SmallFile, "application/octet-stream"));
    }

    private void Add(string call, Func<HttpRequestMessage> make) => _requests.Add((call, make));

    private async Task<Outcome> SendAsync((string Call, Func<HttpRequestMessage> Make) request, CancellationToken cancellationToken)
    {
        using var message = request.Make();
        var status = Unanswered;
        try
        {
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            status = BrokenOff;
            await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
            return new Outcome(request.Call, (int)answer.StatusCode, answer.Headers.RetryAfter is not null, message.Content is not null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return new Outcome(request.Call, status, Retry: false, message.Content is not null);
        }
    }

    /// <summary>Sends a request again, as clients do, while the server has no room for it.</summary>
    private async Task SendUntilTakenAsync((string Call, Func<HttpRequestMessage> Make) request, CancellationToken cancellationToken)
    {
        Outcome outcome;
        for (var turn = 0; (outcome = await SendAsync(request, cancellationToken)).Retry && turn < 5; turn++)
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        outcome.Status.ShouldBe(200, request.Call);
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, byte[] body, string type = "application/json") =>
        new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };

    private static HttpRequestMessage Spans(byte[] body)
    {
        var message = Post("/v1/traces", body);
        message.Headers.Add("x-mlflow-experiment-id", "0");
        return message;
    }

    private static byte[] Bytes(JsonObject message) => System.Text.Encoding.UTF8.GetBytes(message.ToJsonString());
}
