using System.Diagnostics;
using Leat.Durability.Tests.Api;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Kill;

/// <summary>A server killed while it creates its database leaves one that the next server can open.</summary>
public sealed class KilledStartTests
{
    private const int Kills = 8;
    private readonly Random _random = new(Seed.Draw());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Database_opens_after_kills_while_it_was_being_made()
    {
        var usual = await MeasureStartAsync();
        using var folder = new TemporaryFolder();
        for (var i = 0; i < Kills; i++)
            await KillDuringStartAsync(folder.Path, usual * (0.3 + (0.7 * _random.NextDouble())));

        await using (var server = await ServerProcess.StartAsync(folder.Path, Cancellation))
        {
            using var api = new TrackingApi(server.Address);
            var runId = await api.CreateRunAsync(Cancellation);
            ((string?)(await api.GetRunAsync(runId, Cancellation))["info"]!["run_id"]).ShouldBe(runId);
        }

        await DatabaseFile.ShouldBeSoundAsync(folder.File("leat.db"), Cancellation);
    }

    /// <summary>The kill happens at a point in time, not at an event: there is nothing to wait for during a start.</summary>
    private static async Task<TimeSpan> MeasureStartAsync()
    {
        using var folder = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancellation);
        return clock.Elapsed;
    }

    private static async Task KillDuringStartAsync(string folder, TimeSpan after)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(after);
        try
        {
            await using var server = await ServerProcess.StartAsync(folder, limit.Token);
            await server.KillAsync();
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            // Killed before it printed its address.
        }
    }
}
