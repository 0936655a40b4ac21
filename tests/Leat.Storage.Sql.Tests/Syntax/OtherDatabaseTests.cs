using System.Reflection;
using System.Text.RegularExpressions;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Syntax;
using Leat.Storage.Sql.Upkeep;

namespace Leat.Storage.Sql.Tests.Syntax;

/// <summary>A database that writes limits of rows in words of its own gets no others, whatever is searched.</summary>
public sealed partial class OtherDatabaseTests
{
    private const string Everything = "metrics.loss < 1 AND params.model = 'a' AND params.note LIKE '%x%' AND tags.half != 'b'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, 5)]
    [InlineData(null, 512)]
    [InlineData(RunSearchPlan.FullSort, 512)]
    [InlineData(RunSearchPlan.ConditionScan, 512)]
    [InlineData(RunSearchPlan.OrderScan, 512)]
    internal async Task Searches_over_runs(RunSearchPlan? plan, long matches)
    {
        var driver = new RecordingDriver { Matches = matches };
        await using var store = await SqlTrackingStore.OpenAsync(driver, new SqlStoreOptions { SearchPlan = plan }, Cancel);
        string[][] orders = [[], ["metrics.loss DESC"], ["params.model"], ["attributes.end_time DESC", "tags.half"]];
        foreach (var order in orders)
        {
            foreach (var filter in new[] { "", Everything, "params.note LIKE '%x%'" })
            {
                foreach (var experiments in new[] { 1, 2, 20 })
                {
                    await store.Runs.SearchRunsAsync(
                        new RunQuery
                        {
                            ExperimentIds = [.. Enumerable.Range(1, experiments).Select(id => $"{id}")],
                            Filter = RunSearch.ParseFilter(filter),
                            OrderBy = RunSearch.ParseOrderBy(order),
                            PageToken = PageToken.FromOffset(10),
                        },
                        Cancel);
                }
            }
        }

        Check(driver, "FROM runs r");
    }

    [Fact]
    public Task Searches_over_experiments() => CheckAsync(
        "FROM experiments e",
        store => store.Experiments.SearchExperimentsAsync(new ExperimentQuery { Filter = ExperimentSearch.ParseFilter("name LIKE 'a%' AND tags.half = 'b'"), OrderBy = ExperimentSearch.ParseOrderBy(["name"]) }, Cancel));

    [Fact]
    public Task Searches_over_logged_models() => CheckAsync(
        "FROM models g",
        store => store.Models.SearchModelsAsync(
            new LoggedModelQuery
            {
                ExperimentIds = ["1"],
                Filter = LoggedModelSearch.ParseFilter("metrics.loss < 1 AND params.model = 'a' AND name LIKE 'b%'"),
                OrderBy = LoggedModelSearch.ParseOrderBy([new ModelOrder("metrics.loss")]),
            },
            Cancel));

    [Fact]
    public Task Searches_over_registered_models() => CheckAsync(
        "FROM registered_models m",
        store => store.Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery { Filter = RegisteredModelSearch.ParseFilter("name ILIKE 'a%' AND tags.half = 'b'") }, Cancel));

    [Fact]
    public Task Searches_over_versions() => CheckAsync(
        "FROM model_versions v",
        store => store.Registry.SearchModelVersionsAsync(new ModelVersionQuery { Filter = ModelVersionSearch.ParseFilter("name = 'a' AND run_id IN ('b', 'c')") }, Cancel));

    [Fact]
    public Task Searches_over_evaluation_datasets() => CheckAsync(
        "FROM evaluation_datasets d",
        store => store.EvaluationDatasets.SearchDatasetsAsync(
            new EvaluationDatasetQuery { ExperimentIds = ["1"], Filter = EvaluationDatasetSearch.ParseFilter("name LIKE 'a%' AND tags.half = 'b'") }, Cancel));

    [Fact]
    public Task Searches_over_datasets() => CheckAsync("FROM datasets d", store => store.Datasets.SearchDatasetsAsync(["1"], Cancel));

    [Fact]
    public Task Searches_over_traces() => CheckAsync(
        "FROM traces t",
        async store =>
        {
            foreach (var filter in new[] { null, "tags.half = 'b'", "status = 'OK' AND timestamp_ms > 1 AND metadata.user != 'a'" })
                await store.Traces.SearchTracesAsync(new TraceQuery { ExperimentIds = ["1"], Filter = TraceSearch.ParseFilter(filter) }, Cancel);
        });

    [Fact]
    public Task Lists_webhooks() => CheckAsync("FROM webhooks", store => store.Webhooks.ListWebhooksAsync(10, cancellationToken: Cancel));

    [Fact]
    public Task Finds_what_can_be_removed() => CheckAsync(
        "FROM models g",
        async store =>
        {
            foreach (var kind in Enum.GetValues<PurgeKind>())
                await store.Purge.FindAsync(new PurgeQuery(kind), Cancel);
        });

    [Fact]
    public async Task Checks_a_database()
    {
        var driver = new RecordingDriver();
        await using var upkeep = new SqlDatabaseUpkeep(() => driver, new SqlStoreOptions());
        await foreach (var finding in upkeep.CheckAsync(quick: false, cancellationToken: Cancel))
            Assert.Fail(finding);
        Check(driver, "FROM runs r");
    }

    [Fact]
    public void Makes_the_texts_of_all_templates()
    {
        var syntax = new TransactSqlSyntax();
        var texts = typeof(SqlSyntax).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(SqlTemplate))
            .Select(field => syntax.TextOf((SqlTemplate)field.GetValue(null)!))
            .ToList();
        texts.Count.ShouldBeGreaterThan(4);
        texts.ShouldAllBe(text => Page().IsMatch(text) && !Foreign().IsMatch(text));
    }

    private static Task CheckAsync(string from, Func<ITrackingStore, Task> search) => CheckAsync(new RecordingDriver(), from, search);

    private static async Task CheckAsync(RecordingDriver driver, string from, Func<ITrackingStore, Task> search)
    {
        await using (ITrackingStore store = await SqlTrackingStore.OpenAsync(driver, new SqlStoreOptions(), Cancel))
            await search(store);
        Check(driver, from);
    }

    /// <summary>There is a page of what was searched, and no statement has words that only our databases know.</summary>
    private static void Check(RecordingDriver driver, string from)
    {
        driver.Statements.Where(sql => sql.Contains(from, StringComparison.Ordinal)).ShouldContain(sql => Page().IsMatch(sql));
        driver.Statements.Where(sql => Foreign().IsMatch(sql)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"ORDER BY .+? OFFSET \S+ ROWS FETCH NEXT \S+ ROWS ONLY", RegexOptions.Singleline)]
    private static partial Regex Page();

    [GeneratedRegex(@"\bLIMIT\b|\|\||\bON CONFLICT\b|\bRETURNING\b|\bMATERIALIZED\b|\bILIKE\b|\bGLOB\b|::")]
    private static partial Regex Foreign();
}
