using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Concurrency;

/// <summary>Many processes write one SQLite file while another reads it: nobody is rejected, nobody waits long.</summary>
public sealed class ManyProcessesTests : IDisposable
{
    /// <summary>Seconds of the long form, which takes sixteen processes.</summary>
    private const string SecondsVariable = "LEAT_SHARED_SECONDS";

    private const int BatchSize = 20;
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<string> _refusals = [];
    private readonly ConcurrentBag<(double Ms, double AtSecond)> _waits = [];
    private long _begin;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int? LongSeconds =>
        int.TryParse(Environment.GetEnvironmentVariable(SecondsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;

    /// <summary>The limit of two seconds is for the long form: on a machine that runs other tests, anyone may be held up.</summary>
    [Fact(Timeout = 1_700_000)]
    public Task Many_processes_write_one_file_while_another_reads_it() => LongSeconds is { } seconds
        ? WriteAsync(processes: 16, TimeSpan.FromSeconds(seconds), longestWait: TimeSpan.FromSeconds(2))
        : WriteAsync(processes: 4, TimeSpan.FromSeconds(3), longestWait: TimeSpan.FromSeconds(15));

    public void Dispose() => _folder.Dispose();

    private async Task WriteAsync(int processes, TimeSpan time, TimeSpan longestWait)
    {
        var servers = new List<ServerProcess>();
        try
        {
            for (var i = 0; i <= processes; i++)
                servers.Add(await ServerProcess.StartAsync(_folder.Path, Cancellation));
            using var reader = new TrackingApi(servers[^1].Address);
            var runs = new List<string>();
            for (var i = 0; i < processes; i++)
                runs.Add(await reader.CreateRunAsync(Cancellation));

            // JIT compilation at the first request must not count as waiting for the file.
            foreach (var (server, run) in servers.Zip(runs))
                await LogAsync(server.Address, run, batches: 5);
            _waits.Clear();
            _begin = Stopwatch.GetTimestamp();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            end.CancelAfter(time);
            var writers = runs.Select((run, i) => Task.Run(() => WriteAsync(servers[i].Address, run, end.Token), Cancellation)).ToList();
            var reads = await ReadAsync(reader, runs, end.Token);
            var written = await Task.WhenAll(writers);

            _refusals.ShouldBeEmpty();
            for (var i = 0; i < processes; i++)
                (await reader.GetHistoryAsync(runs[i], "m", Cancellation)).Count.ShouldBe(written[i] * BatchSize);
            var (longest, atSecond) = _waits.Max();
            var waits = _waits.Select(wait => wait.Ms).Order().ToList();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{processes} processes, {time.TotalSeconds} s: {written.Sum()} batches of {BatchSize} points, {written.Min()} to {written.Max()} a process; "
                + $"waits: median {waits[waits.Count / 2]:0} ms, 99 % {waits[(int)(waits.Count * 0.99)]:0} ms, longest {longest:0} ms, at second {atSecond:0}; {reads} reads beside them"));
            longest.ShouldBeLessThan(longestWait.TotalMilliseconds);
            written.Min().ShouldBeGreaterThan(0);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private async Task LogAsync(Uri server, string runId, int batches)
    {
        using var api = new TrackingApi(server);
        for (var batch = 0; batch < batches; batch++)
            await LogAsync(api, runId, batch);
    }

    /// <summary>Logs batch after batch, repeating those from the start; returns how many there are.</summary>
    private async Task<int> WriteAsync(Uri server, string runId, CancellationToken end)
    {
        using var api = new TrackingApi(server);
        var batches = 0;
        for (; batches < 5 || !end.IsCancellationRequested; batches++)
            await LogAsync(api, runId, batches);
        return batches;
    }

    private async Task LogAsync(TrackingApi api, string runId, int batch)
    {
        var points = Enumerable.Range(batch * BatchSize, BatchSize).Select(step => new Point("m", step / 3.0, 1_700_000_000_000 + step, step));
        var body = new JsonObject { ["run_id"] = runId, ["metrics"] = new JsonArray([.. points.Select(point => point.ToJson())]) };
        var clock = Stopwatch.GetTimestamp();
        var response = await api.SendAsync("runs/log-batch", body, Cancellation);
        _waits.Add((Stopwatch.GetElapsedTime(clock).TotalMilliseconds, Stopwatch.GetElapsedTime(_begin, clock).TotalSeconds));
        if (response.Status != 200)
            _refusals.Add($"{response.Status} {response.Text}");
    }

    private async Task<int> ReadAsync(TrackingApi reader, List<string> runs, CancellationToken end)
    {
        var reads = 0;
        for (; !end.IsCancellationRequested; reads++)
        {
            var response = await reader.SendAsync(
                "runs/search", new JsonObject { ["experiment_ids"] = new JsonArray("1", "2", "3"), ["max_results"] = 50 }, Cancellation);
            if (response.Status != 200)
                _refusals.Add($"search: {response.Status} {response.Text}");
            (await reader.GetRunAsync(runs[reads % runs.Count], Cancellation))["info"].ShouldNotBeNull();
        }

        return reads;
    }
}
