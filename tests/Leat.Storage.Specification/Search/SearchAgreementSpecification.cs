using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>A store that compiles searches to SQL must find what the evaluator in memory finds.</summary>
public abstract class SearchAgreementSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const int RunCount = 60;
    private const int QueryCount = 300;

    private const int PagedQueryCount = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_queries_find_what_the_evaluator_finds(int seed)
    {
        var random = new RandomSearch(seed);
        var (experimentIds, runs) = await LogRunsAsync(random);
        for (var i = 0; i < QueryCount; i++)
            await CompareAsync(runs, random.Query(experimentIds, runs));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Pages_of_any_size_follow_each_other_as_the_evaluator_orders(int seed)
    {
        var random = new RandomSearch(seed);
        var (experimentIds, runs) = await LogRunsAsync(random);
        for (var i = 0; i < PagedQueryCount; i++)
        {
            var query = random.Query(experimentIds, runs) with { PageToken = null, MaxResults = RunQuery.MaxPageSize };
            (await PageThroughAsync(query, random.SmallPageSize)).ShouldBe(IdsOf(InMemorySearch.Runs(runs, query)), Describe(query));
        }
    }

    [Theory]
    [InlineData("metrics.m ASC")]
    [InlineData("metrics.m DESC")]
    [InlineData("params.p DESC")]
    public async Task Pages_follow_each_other_where_some_runs_share_a_value_and_others_do_not(string order)
    {
        double?[] values = [1, 1, 2, 3, 4, 4, 4, 5, 0, 0, double.NaN, double.NaN, null, null];
        var experiment = await NewExperimentAsync();
        var runs = new List<Run>();
        foreach (var value in values)
        {
            var runId = await NewRunAsync(experiment, startTimeMs: runs.Count % 3);
            if (value is { } number)
                await Runs.LogAsync(LogBatch.Create(runId, [new Metric("m", number, 0, 0)], [new Param("p", $"{number}")]), Cancel);
            runs.Add(await Runs.GetRunAsync(runId, Cancel));
        }

        var query = new RunQuery { ExperimentIds = [experiment], OrderBy = RunSearch.ParseOrderBy([order]) };
        var expected = IdsOf(InMemorySearch.Runs(runs, query)).ToList();
        for (var size = 1; size <= values.Length; size++)
            (await PageThroughAsync(query, () => size)).ShouldBe(expected, $"{order}, pages of {size}");
    }

    private async Task<(string[] ExperimentIds, List<Run> Runs)> LogRunsAsync(RandomSearch random)
    {
        string[] experimentIds = [await NewExperimentAsync("a"), await NewExperimentAsync("b"), await NewExperimentAsync("c")];
        var runs = new List<Run>();
        for (var i = 0; i < RunCount; i++)
            runs.Add(await random.LogRunAsync(Store, experimentIds[i % experimentIds.Length], Cancel));
        await DeleteSomeAsync(random, runs, experimentIds[^1]);
        return (experimentIds, runs);
    }

    /// <summary>One page after the other.</summary>
    private async Task<List<string>> PageThroughAsync(RunQuery query, Func<long> nextSize)
    {
        var found = new List<string>();
        string? token = null;
        do
        {
            var size = nextSize();
            var page = await Runs.SearchRunsAsync(query with { PageToken = token, MaxResults = size }, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo((int)size);
            found.AddRange(IdsOf(page));
            token = page.NextPageToken;
        }
        while (token is not null);
        return found;
    }

    /// <summary>Deletes runs individually and with their experiment.</summary>
    private async Task DeleteSomeAsync(RandomSearch random, List<Run> runs, string experimentId)
    {
        foreach (var run in runs.Where(_ => random.OnceIn(4)))
            await Runs.DeleteRunAsync(run.Info.RunId, Cancel);
        await Store.Experiments.DeleteExperimentAsync(experimentId, Cancel);
        foreach (var run in runs.Where(run => run.Info.ExperimentId == experimentId && random.OnceIn(4)))
            await Runs.RestoreRunAsync(run.Info.RunId, Cancel);
        for (var i = 0; i < runs.Count; i++)
            runs[i] = await Runs.GetRunAsync(runs[i].Info.RunId, Cancel);
    }

    private async Task CompareAsync(IReadOnlyList<Run> runs, RunQuery query)
    {
        var expected = InMemorySearch.Runs(runs, query);
        var found = await Runs.SearchRunsAsync(query, Cancel);
        var context = Describe(query);
        IdsOf(found).ShouldBe(IdsOf(expected), context);
        var mayGoOn = found.Items.Count == query.MaxResults;
        if (expected.NextPageToken is not null || !mayGoOn)
            (found.NextPageToken is null).ShouldBe(expected.NextPageToken is null, context);
    }

    private static IEnumerable<string> IdsOf(Page<Run> page) => page.Items.Select(run => run.Info.RunId);

    private static string Describe(RunQuery query) =>
        $"filter: {query.Filter}; order: {query.OrderBy}; max: {query.MaxResults}; view: {query.View}";
}
