using System.Collections.Concurrent;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Plays all scenarios without pauses, several at a time, on one server.</summary>
internal static class ConcurrentPlay
{
    private const int AtOnce = 4;

    /// <summary>Fails with every difference found.</summary>
    public static async Task ShouldHoldAsync(Uri server, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var ids = ScenarioLibrary.Ids.Where(id => !ScenarioLibrary.Waiting.ContainsKey(id));
        await Parallel.ForEachAsync(ids, options, async (id, cancel) =>
        {
            var problems = await ScenarioPlayer.PlayAsync(ScenarioLibrary.Load(id), server, cancel);
            if (problems.Count > 0)
                failures.Add($"{id}\n{string.Join("\n", problems)}");
        });
        if (!failures.IsEmpty)
            Assert.Fail(string.Join("\n\n", failures));
    }
}
