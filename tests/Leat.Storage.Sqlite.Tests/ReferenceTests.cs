using Leat.Core;
using Leat.Storage.Sql.Specification;
using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>What refers to what, as the database itself has it: nothing of that is left out where rows are checked or removed.</summary>
public sealed class ReferenceTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private const long Nowhere = 987_654_321;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_broken_reference_is_found_by_a_check()
    {
        var (path, tables) = await FillAsync();
        (await CheckAsync(path)).ShouldBeEmpty();
        var missed = new List<string>();
        foreach (var (table, reference) in tables.Values.SelectMany(table => table.References.Select(reference => (table.Name, reference))))
        {
            var damaged = fixture.NewPath();
            File.Copy(path, damaged);
            await Database(damaged).ExecuteAsync($"PRAGMA foreign_keys = OFF; UPDATE OR REPLACE {table} SET {reference.Columns[^1]} = {Nowhere}");
            var findings = await CheckAsync(damaged);

            // Of a run it tells the run, not the table.
            if (!findings.Exists(finding => finding.Contains($"{Nowhere}", StringComparison.Ordinal)
                && (table == "runs" || finding.Contains($"table {table}", StringComparison.Ordinal))))
                missed.Add($"{table}, {reference}: {string.Join("; ", findings)}");
        }

        missed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("models")]
    [InlineData("traces")]
    [InlineData("experiments")]
    public async Task What_is_removed_leaves_no_row_that_refers_to_it(string removed)
    {
        var (path, tables) = await FillAsync();
        var database = Database(path);
        await using (var store = await SqliteFixture.OpenAsync(path))
            await RemoveAsync(store, removed);

        foreach (var table in ReferringTo(tables, removed))
            (await database.ScalarAsync($"SELECT COUNT(*) FROM {table}")).ShouldBe(0L, table);
        (await database.ScalarAsync($"SELECT COUNT(*) FROM {removed} WHERE id <> 0")).ShouldBe(0L);
        (await CheckAsync(path)).ShouldBeEmpty();
    }

    private static async Task RemoveAsync(ITrackingStore store, string table)
    {
        switch (table)
        {
            case "runs":
                var run = (await store.Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [FullDatabase.Experiment] }, Cancel)).Items[0];
                await store.Runs.DeleteRunAsync(run.Info.RunId, Cancel);
                await PurgeAsync(store, new PurgeQuery(PurgeKind.Run));
                break;
            case "models":
                var model = (await store.Models.SearchModelsAsync(new LoggedModelQuery { ExperimentIds = [FullDatabase.Experiment] }, Cancel)).Items[0];
                await store.Models.DeleteModelAsync(model.ModelId, Cancel);
                await PurgeAsync(store, new PurgeQuery(PurgeKind.Model));
                break;
            case "traces":
                await store.Traces.DeleteTracesAsync(TraceDeletion.Create(FullDatabase.Experiment, traceIds: [FullDatabase.TraceId]), Cancel);
                break;
            default:
                await store.Experiments.DeleteExperimentAsync(FullDatabase.Experiment, Cancel);
                var marked = await store.Purge.MarkAsync(await store.Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel), Cancel);
                await PurgeAsync(store, new PurgeQuery(PurgeKind.Run) { Experiment = marked[0] });
                await PurgeAsync(store, new PurgeQuery(PurgeKind.Model) { Experiment = marked[0] });
                await store.Purge.RemoveAsync(marked, Cancel);
                break;
        }
    }

    private static async Task PurgeAsync(ITrackingStore store, PurgeQuery query) =>
        await store.Purge.RemoveAsync(await store.Purge.MarkAsync(await store.Purge.FindAsync(query, Cancel), Cancel), Cancel);

    /// <summary>Tables with a reference to a table, or to one that has one.</summary>
    private static HashSet<string> ReferringTo(IReadOnlyDictionary<string, CatalogueTable> tables, string parent)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>([parent]);
        while (open.TryDequeue(out var next))
        {
            foreach (var table in tables.Values.Where(table => table.References.Any(reference => reference.Parent == next)))
            {
                if (found.Add(table.Name))
                    open.Enqueue(table.Name);
            }
        }

        return found;
    }

    private async Task<(string Path, IReadOnlyDictionary<string, CatalogueTable> Tables)> FillAsync()
    {
        var path = fixture.NewPath();
        await using (var store = await SqliteFixture.OpenAsync(path))
            await FullDatabase.FillAsync(store, fixture.SealAsync);
        var database = Database(path);

        // A day that waits to be added up: whoever seals adds up days as well.
        await database.ExecuteAsync($"INSERT INTO trace_period_changes (experiment, hours, period, stamp, changed_ms) VALUES ({FullDatabase.Experiment}, 24, 0, 1, 1)");
        var tables = await CatalogueTable.ReadAllAsync(database, SqliteCatalogue.Queries);
        foreach (var table in tables.Keys)
            (await database.ScalarAsync($"SELECT COUNT(*) FROM {table}")).ShouldNotBe(0L, $"{table} needs a row in {nameof(FullDatabase)}");
        return (path, tables);
    }

    private static SqlTestDatabase Database(string path) => new(() => new SqliteDriver(new SqliteFile(path)));

    private static async Task<List<string>> CheckAsync(string path)
    {
        await using var upkeep = await SqliteStore.OpenUpkeepAsync(new SqliteStoreOptions { Path = path }, Cancel);
        var findings = new List<string>();
        await foreach (var finding in upkeep.CheckAsync(quick: true, cancellationToken: Cancel))
            findings.Add(finding);
        return findings;
    }
}
