using System.Diagnostics;
using System.Globalization;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Memory;

/// <summary>Whatever comes together, the server's process stays within the memory that <c>--help</c> names, and gives it back.</summary>
public sealed class MemoryLimitTests : IDisposable
{
    /// <summary>What comes on top of the limit: 16 MiB for each connection to SQLite, one of which writes.</summary>
    private static readonly int Caches = 16 * (Math.Max(4, 2 * Environment.ProcessorCount) + 1);

    /// <summary>What a server that has answered everything once takes, SQLite's pages among it.</summary>
    private static readonly int Quiet = 192 + Caches;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 240_000)]
    [InlineData(256, 7_500_000)]
    [InlineData(512, 30_000_000)]
    public async Task Process_stays_within_its_limit_and_gives_memory_back(int limit, int bodySize)
    {
        await using var server = await ServerProcess.StartWithAsync(
            _folder.Path, ["--memory-limit", limit.ToString(CultureInfo.InvariantCulture)], Cancellation);
        var memory = new ProcessMemory(server.ProcessId);
        using var load = await MixedLoad.PrepareAsync(server, bodySize, Cancellation);
        var before = memory.Now;

        var outcomes = await load.RunAsync(TimeSpan.FromSeconds(10), Cancellation);
        var (peak, after) = (memory.Peak, memory.Now);
        var quiet = Stopwatch.StartNew();
        while (memory.Now > Quiet && quiet.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{before} MiB before, {peak} at most, {after} at the end, {memory.Now} {quiet.Elapsed.TotalSeconds:0.0} s later\n{Summary(outcomes)}");
        peak.ShouldBeLessThanOrEqualTo(limit + Caches);
        quiet.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        server.Output.Split('\n').Where(line => line.Contains("fail:", StringComparison.Ordinal)).ShouldBeEmpty();
        outcomes.Where(outcome => outcome is not ({ Status: 200 or 400 or 413 } or { Status: 503, Retry: true })).ShouldBeEmpty();
        outcomes.ShouldContain(outcome => outcome.Status == 503);
    }

    public void Dispose() => _folder.Dispose();

    private static string Summary(IEnumerable<Outcome> outcomes) => string.Join(
        '\n', outcomes.CountBy(outcome => $"{outcome.Call}: {outcome.Status}").OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} × {count.Value}"));
}
