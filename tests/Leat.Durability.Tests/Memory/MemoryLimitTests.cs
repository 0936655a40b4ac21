using System.Diagnostics;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Memory;

/// <summary>Whatever comes together, the server's process stays within the memory that <c>--help</c> names, and gives it back.</summary>
public sealed class MemoryLimitTests : IDisposable
{
    /// <summary>What comes on top of the limit: 16 MiB for each connection to SQLite, one of which writes.</summary>
    private static readonly int Caches = 16 * (Math.Max(4, 2 * Environment.ProcessorCount) + 1);

    /// <summary>The stacks of threads, of which the server starts more on a busy machine.</summary>
    private const int Threads = 16;

    /// <summary>What a server that has answered everything once takes, SQLite's pages among it: 130 to 205 MiB and they, the more the more threads
    /// a busy machine made it start.</summary>
    private static readonly int Quiet = 224 + Caches;

    /// <summary>Usually some seconds pass, and the documentation says a minute. Where much else runs, collections take longer and start late.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(120);

    /// <summary>Of some 150 answers to this load, whose runs have 1.4 MB of params each, none or one breaks off: the runtime finds no room for a
    /// large value, whatever the requests have counted.</summary>
    private const int BrokenOffOneIn = 40;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task Process_stays_within_its_limit_and_gives_memory_back()
    {
        const int limit = 512;
        await using var server = await ServerProcess.StartWithAsync(
            _folder.Path, ["--memory-limit", $"{limit}"], Cancellation);
        var memory = new ProcessMemory(server.ProcessId);
        using var load = await MixedLoad.PrepareAsync(server, bodySize: 30_000_000, Cancellation);
        var before = memory.Now;

        var outcomes = await load.RunAsync(TimeSpan.FromSeconds(10), Cancellation);
        var (peak, after) = (memory.Peak, memory.Now);
        var quiet = Stopwatch.StartNew();
        while (memory.Now > Quiet && quiet.Elapsed < Slowest)
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{before} MiB before, {peak} at most, {after} at the end, {memory.Now} {quiet.Elapsed.TotalSeconds:0.0} s later\n{Summary(outcomes)}");
        peak.ShouldBeLessThanOrEqualTo(limit + Caches + Threads);
        quiet.Elapsed.ShouldBeLessThan(Slowest);

        // An answer that has begun has its status already: where memory runs short then, it breaks off.
        server.Output.Split('\n').Where(line => line.Contains("fail:", StringComparison.Ordinal) && !line.Contains("broke off half-way", StringComparison.Ordinal))
            .ShouldBeEmpty();
        outcomes.Count(outcome => outcome.Status == MixedLoad.BrokenOff)
            .ShouldBeLessThanOrEqualTo(Math.Max(2, outcomes.Count / BrokenOffOneIn), $"{Summary(outcomes)}\n{server.Output}");

        // A refused body that does not end in time is cut off, and with it the answer. Nobody else is left without one.
        outcomes.Where(outcome => outcome is { Status: MixedLoad.Unanswered, SendsBody: false }).ShouldBeEmpty(Summary(outcomes));
        outcomes.Where(outcome => outcome is not ({ Status: 200 or 400 or 413 or MixedLoad.BrokenOff or MixedLoad.Unanswered } or { Status: 503, Retry: true })).ShouldBeEmpty();
        outcomes.ShouldContain(outcome => outcome.Status == 503);
    }

    public void Dispose() => _folder.Dispose();

    private static string Summary(IEnumerable<Outcome> outcomes) => string.Join(
        '\n', outcomes.CountBy(outcome => $"{outcome.Call}: {outcome.Status}").OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} × {count.Value}"));
}
