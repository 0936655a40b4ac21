using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Flush;

/// <summary>A kill cannot show that data is on disk before it is acknowledged, and would survive a power cut: the system keeps what a dead
/// process wrote.</summary>
public sealed class FlushTests : IDisposable
{
    private const int Requests = 40;
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writer_reports_write_ahead_log_and_full_synchronisation()
    {
        await using var server = await ServerProcess.StartAsync(_folder.Path, Cancellation);
        using var client = server.Connect();
        var answer = await client.SendAsync(new RawRequest("GET", "/api/leat/1.0/info"), Cancellation);
        answer.Status.ShouldBe(200, answer.Text);
        var store = JsonNode.Parse(answer.Body)!["store"]!;
        store["journal_mode"]!.ToString().ShouldBe("wal");
        store["synchronous"]!.ToString().ShouldBe("2");
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_acknowledgement_follows_its_own_sync_and_reads_cause_no_sync()
    {
        Assert.SkipUnless(HasStrace(), "strace is not installed: the calls of the server cannot be counted");
        var trace = _folder.File("trace.txt");
        await using (var server = await ServerProcess.StartAsync(_folder.Path, SyncTrace.Wrapper(trace), Cancellation))
        {
            using var api = new TrackingApi(server.Address);
            await WriteThenReadAsync(api);
            await server.StopAsync();
        }

        var syncs = SyncTrace.Read(File.ReadLines(trace)).SyncsBeforeAnswer;
        syncs.Count.ShouldBe(2 + (2 * Requests), "answers of two creations, then writes, then reads");
        syncs.Take(2 + Requests).ShouldAllBe(count => count >= 1);
        syncs.Skip(2 + Requests).Sum().ShouldBeLessThan(Requests / 4, "a read has nothing to sync");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task WriteThenReadAsync(TrackingApi api)
    {
        var runId = await api.CreateRunAsync(Cancellation);
        for (var step = 0; step < Requests; step++)
        {
            var body = new Point("loss", 1, 1, step).ToJson();
            body["run_id"] = runId;
            await api.PostAsync("runs/log-metric", body, Cancellation);
        }

        for (var i = 0; i < Requests; i++)
            await api.GetRunAsync(runId, Cancellation);
    }

    private static bool HasStrace() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "strace")));
}
