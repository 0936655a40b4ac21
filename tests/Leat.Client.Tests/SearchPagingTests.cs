using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests;

public sealed class SearchPagingTests
{
    [Fact]
    public async Task A_search_reads_on_until_the_last_page()
    {
        await using var fixture = new ClientFixture();
        for (var i = 0; i < 5; i++)
            await fixture.Client.CreateRunAsync(Experiment.DefaultId, cancellationToken: ClientFixture.Token);

        var ids = new List<string>();
        await foreach (var run in fixture.Client.SearchRunsAsync([Experiment.DefaultId], cancellationToken: ClientFixture.Token))
            ids.Add(run.Info.RunId);

        ids.ShouldBe(["run1", "run2", "run3", "run4", "run5"]);
    }
}
