using System.Collections.Concurrent;
using Leat.Conformance.Tests.Playing;
using Leat.Testing.Servers;

namespace Leat.Conformance.Tests;

/// <summary>The same scenarios at the same time on the same server: none may see the others.</summary>
[Collection(RealServerGroup.Name)]
public sealed class ConcurrentScenarioTests(ServerFixture fixture)
{
    private const int AtOnce = 4;

    [Fact]
    public async Task Answers_are_as_recorded_with_other_clients_at_work()
    {
        var failures = new ConcurrentBag<string>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = AtOnce,
            CancellationToken = TestContext.Current.CancellationToken,
        };
        var ids = ScenarioLibrary.Ids.Where(id => !ScenarioLibrary.Waiting.ContainsKey(id));
        await Parallel.ForEachAsync(ids, options, async (id, cancellationToken) =>
        {
            var problems = await ScenarioPlayer.PlayAsync(
                ScenarioLibrary.Load(id), fixture.Server.Address, cancellationToken);
            if (problems.Count > 0)
                failures.Add($"{id}\n{string.Join("\n", problems)}");
        });
        if (!failures.IsEmpty)
            Assert.Fail(string.Join("\n\n", failures));
    }
}
