using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>No search costs the product of its size and that of the values.</summary>
public sealed class HostileSearchTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private const int LongestTag = 8_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>SQLite's own operators would take minutes for these.</summary>
    [Theory]
    [InlineData("LIKE", 'b')]
    [InlineData("ILIKE", 'b')]
    [InlineData("LIKE", '_')]
    [InlineData("ILIKE", '_')]
    public async Task Long_patterns_on_long_values_take_no_time(string comparator, char middle)
    {
        await using var store = await fixture.CreateAsync();
        var value = new string('a', LongestTag);
        for (var i = 0; i < 400; i++)
        {
            var run = (await store.Runs.CreateRunAsync(NewRun.Create(Experiment.DefaultId, $"{i}"), Cancel)).Info.RunId;
            await store.Runs.LogAsync(LogBatch.ForTag(run, new Tag("t", value)), Cancel);
        }

        var part = new string('a', LongestTag / 4);
        var query = new RunQuery
        {
            ExperimentIds = [Experiment.DefaultId],
            Filter = RunSearch.ParseFilter($"tags.t {comparator} '%{part}{middle}{part}b%'"),
        };
        var search = Task.Run(() => store.Runs.SearchRunsAsync(query, Cancel));

        (await search.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_experiments_in_one_search_are_a_set()
    {
        await using var store = await fixture.CreateAsync();
        var query = new RunQuery { ExperimentIds = [.. Enumerable.Range(0, 1_000_000).Select(id => $"{id % 500_000}")] };

        var search = Task.Run(() => store.Runs.SearchRunsAsync(query, Cancel));

        (await search.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).Items.ShouldBeEmpty();
    }
}
