using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>What every store's search must find: the scripts in this folder.</summary>
public abstract class SearchSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Theory]
    [MemberData(nameof(SearchScripts.Names), MemberType = typeof(SearchScripts))]
    public async Task Scripts_hold(string name) =>
        (await ScriptRunner.RunAsync(Store, SearchScripts.Read(name), Cancel)).ShouldBeEmpty();

    [Theory]
    [InlineData("metrics.m > 0")]
    [InlineData("params.p LIKE 'x%'")]
    [InlineData("tags.t != 'y'")]
    [InlineData("datasets.name = 'd'")]
    [InlineData("start_time >= 1")]
    [InlineData("run_id NOT IN ('a', 'b')")]
    public async Task A_filter_may_be_as_long_as_its_limit(string clause)
    {
        var runId = await FullRunAsync();
        var filter = string.Join(" AND ", Enumerable.Repeat(clause, SearchLimits.MaxConditions));

        (await FindAsync(filter)).ShouldBe([runId]);
        (await FindAsync(filter[..^clause.Length] + "metrics.m > 5")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_may_be_as_long_as_its_limit()
    {
        var runId = await FullRunAsync();
        string[] fields = ["metrics.m", "params.p", "tags.t"];
        var orderBy = Enumerable.Range(0, SearchLimits.MaxOrderTerms).Select(i => fields[i % 3] + (i < 3 ? "" : i));

        (await FindAsync(orderBy: [.. orderBy])).ShouldBe([runId]);
    }

    private async Task<string> FullRunAsync()
    {
        var runId = await NewRunAsync();
        var keys = Enumerable.Range(0, SearchLimits.MaxOrderTerms).Select(i => i == 0 ? "" : $"{i}").ToList();
        var batch = LogBatch.Create(
            runId,
            [.. keys.Select(key => new Metric("m" + key, 1, TimestampMs: 1, Step: 0))],
            [.. keys.Select(key => new Param("p" + key, "x"))],
            [.. keys.Select(key => new Tag("t" + key, "x"))]);
        await Runs.LogAsync(batch, Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(runId, [new DatasetInput(new Dataset("d", "1", "local", "{}"), [])]), Cancel);
        return runId;
    }

    private async Task<IEnumerable<string>> FindAsync(string? filter = null, string[]? orderBy = null)
    {
        var query = new RunQuery { ExperimentIds = [Experiment.DefaultId], Filter = RunSearch.ParseFilter(filter), OrderBy = RunSearch.ParseOrderBy(orderBy ?? []) };
        return (await Runs.SearchRunsAsync(query, Cancel)).Items.Select(run => run.Info.RunId);
    }
}
