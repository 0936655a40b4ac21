using System.Globalization;
using System.Text;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Specification;

/// <summary>Searches on a database with a planner of its own read what they were written to read: the database counts the rows and index entries
/// that each statement reads.</summary>
public abstract class SearchReadsSpecification<TFixture>(TFixture fixture)
    where TFixture : class, IRecordingFixture
{
    private const int Runs = 6_000;
    private const int OtherExperiments = 300;
    private const int RunsPerLoad = 1_000;

    /// <summary>Entries of an order that are sampled, those that are looked at for equal values, the page and the data of its runs, each with what
    /// is looked up for it: 450 to 8,000 on PostgreSQL, 1,100 to 10,500 on MariaDB, which reads the end of a page twice and counts the rows of its
    /// own temporary tables. Reading every run takes 24,000 and more.</summary>
    private const long Bounded = 12_000;

    private static readonly string[] Metrics = ["accuracy", "loss", "other"];

    private static readonly string[] LargeTables = ["runs", "metric_latest", "params", "tags"];

    private static readonly (string Filter, string[] OrderBy, long MaxRead)[] Searches =
    [
        ("", ["start_time DESC"], Bounded),
        ("", ["metrics.loss ASC"], Bounded),
        ("metrics.accuracy > 0.0001 AND params.half = 'a'", ["metrics.loss ASC"], Bounded),
        ("metrics.accuracy > 0.5 AND params.half = 'a'", ["metrics.accuracy DESC"], Bounded),
        ("metrics.accuracy < 0.5 AND params.half = 'a'", ["metrics.loss DESC"], Bounded),
        ("metrics.accuracy > 0.0001 AND params.hundredth = 'v7'", ["metrics.loss ASC"], Bounded),
        ("metrics.accuracy > 0.99 AND params.half = 'a'", ["metrics.loss ASC"], Bounded),
        ("metrics.accuracy < 0.01 AND params.half = 'a'", ["metrics.loss ASC"], Bounded),
        ("metrics.accuracy > 0.99", ["start_time DESC"], Bounded),
        ("params.hundredth = 'v7'", ["start_time DESC"], Bounded),
        ("params.half = 'a'", ["params.learning_rate ASC"], Bounded),
        ("params.half = 'a'", ["params.learning_rate DESC"], Bounded),

        // Planned twice: the runs that share a team are a search of their own.
        ("params.half = 'a'", ["tags.team ASC", "metrics.loss ASC"], 2 * Bounded),
        ("params.note LIKE '%7%'", ["metrics.loss ASC"], Bounded),
        ("tags.team = 'team1' AND status = 'FINISHED' AND start_time > 0", ["metrics.loss ASC"], Bounded),
        ("run_name = 'run 77'", ["start_time DESC"], Bounded),
        ("params.half = 'a' OR NOT metrics.accuracy > 0.5", ["metrics.loss ASC"], Bounded),

        // One sweep over all values of the param.
        ("params.note LIKE '%no such note%'", ["metrics.loss ASC"], Bounded + Runs),
        ("params.note LIKE '%no such note%'", ["start_time DESC"], Bounded + Runs),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_search_reads_more_than_it_was_written_to_read()
    {
        await using var store = (SqlTrackingStore)await fixture.CreateAsync();
        var experiment = await FillAsync(store);
        await store.Database.Driver.GiveBackSpaceAsync(Cancel);
        var faults = new StringBuilder();

        foreach (var (filter, orderBy, most) in Searches)
        {
            var query = new RunQuery { ExperimentIds = [experiment], Filter = RunSearch.ParseFilter(filter, FilterLanguage.Boolean), OrderBy = RunSearch.ParseOrderBy(orderBy), MaxResults = 50 };
            fixture.Reads.Take();
            var first = await store.Runs.SearchRunsAsync(query, Cancel);
            await AddFaultsAsync($"{filter} by {string.Join(", ", orderBy)}", most);
            if (first.NextPageToken is null)
                continue;
            await store.Runs.SearchRunsAsync(query with { PageToken = first.NextPageToken }, Cancel);
            await AddFaultsAsync($"second page of {filter} by {string.Join(", ", orderBy)}", most);
        }

        foreach (var (filter, most) in new[] { ("params.hundredth = 'v7' AND metrics.accuracy > 0.5", Bounded), ("params.half = 'a'", Bounded + Runs), ("metrics.accuracy < 0.01", Bounded) })
        {
            await store.Features.Tables!.CountAsync(new RunCountQuery { ExperimentIds = [experiment], Filter = RunSearch.ParseFilter(filter) }, Cancel);
            await AddFaultsAsync($"count of {filter}", most);
        }

        faults.ToString().ShouldBeEmpty();

        async Task AddFaultsAsync(string search, long most)
        {
            var statements = fixture.Reads.Take();
            var reads = await ReadsOfAsync(store.Database.Driver, statements);
            TestContext.Current.SendDiagnosticMessage("{0}: {1}", search, reads.Rows);
            var scanned = LargeTables.Where(table => reads.Scanned.Contains(table)).ToList();
            if (reads.Rows > most || scanned.Count > 0)
                faults.AppendLine(CultureInfo.InvariantCulture, $"{search}: read {reads.Rows} instead of at most {most}, scanned [{string.Join(", ", scanned)}] with\n{string.Join("\n", statements.Select(statement => statement.Sql))}\n");
        }
    }

    /// <summary>How many rows and index entries the session, whose first transaction this is, has read, and which tables it has read from one end to the other.</summary>
    internal abstract Task<(long Rows, IReadOnlyList<string> Scanned)> CountReadsAsync(SqlSession session);

    /// <summary>A session of its own: databases add up what one reads, and may hand on the sum between transactions.</summary>
    private async Task<(long Rows, IReadOnlyList<string> Scanned)> ReadsOfAsync(
        SqlDriver driver, IReadOnlyList<(string Sql, object?[] Arguments)> statements)
    {
        await using var session = new SqlSession(await driver.OpenReaderAsync(Cancel), driver.Syntax);
        await session.ExecuteAsync(driver.BeginSearch);
        var (before, _) = await CountReadsAsync(session);
        foreach (var (sql, arguments) in statements.Where(statement => IsQuery(statement.Sql)))
            await session.ReadEachAsync(sql, arguments, _ => { }, Cancel);
        var (after, scanned) = await CountReadsAsync(session);
        return (after - before, scanned);
    }

    private static bool IsQuery(string sql) => sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("WITH", StringComparison.Ordinal);

    /// <summary>One experiment with many runs beside many others, as databases of teams have.</summary>
    private static async Task<string> FillAsync(SqlTrackingStore store)
    {
        var random = new Random(7);
        var large = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("large"), Cancel);
        foreach (var some in Enumerable.Range(1, Runs).Chunk(RunsPerLoad))
            await ((ITrackingStore)store).Bulk.LoadAsync([.. some.Select(number => MakeRun(large, number, random))], Cancel);
        var others = new List<BulkRun>();
        for (var i = 1; i <= OtherExperiments; i++)
            others.Add(MakeRun(await store.Experiments.CreateExperimentAsync(NewExperiment.Create($"other {i}"), Cancel), Runs + i, random));
        await ((ITrackingStore)store).Bulk.LoadAsync(others, Cancel);
        return large;
    }

    private static BulkRun MakeRun(string experiment, int number, Random random)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var info = new RunInfo($"run{text}", experiment, $"run {text}", "ann", RunStatus.Finished, 1_000 + number, 2_000 + number, "", LifecycleStage.Active);
        return new BulkRun(info)
        {
            Params =
            [
                new Param("half", random.Next(2) == 0 ? "a" : "b"),
                new Param("hundredth", $"v{random.Next(100)}"),
                new Param("learning_rate", random.NextDouble().ToString(CultureInfo.InvariantCulture)),
                new Param("note", $"try {random.Next(100_000)} of the sweep"),
            ],
            Tags = [new Tag("team", $"team{random.Next(10)}")],
            Metrics = [.. Metrics.Select(key => new BulkSeries(key, [new MetricPoint(1, number, random.NextDouble())]))],
        };
    }
}
