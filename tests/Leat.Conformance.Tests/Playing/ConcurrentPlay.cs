using System.Collections.Concurrent;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Plays scenarios without pauses, several at a time, on one server.</summary>
internal static class ConcurrentPlay
{
    private const int AtOnce = 4;

    /// <summary>Fails with every difference found.</summary>
    public static Task ShouldHoldAsync(Uri server, CancellationToken cancellationToken) =>
        ShouldHoldAsync(ScenarioLibrary.Ids.Where(id => !ScenarioLibrary.Waiting.ContainsKey(id)), server, cancellationToken);

    /// <summary>Fails with every difference found in these scenarios.</summary>
    public static async Task ShouldHoldAsync(IEnumerable<string> ids, Uri server, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
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
