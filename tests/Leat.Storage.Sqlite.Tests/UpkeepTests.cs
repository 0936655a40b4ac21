using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Damage of every kind is found and named; compacting keeps every point.</summary>
public sealed class UpkeepTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sound_database_has_no_findings(bool quick)
    {
        var (path, _) = await NewDatabaseAsync();
        (await CheckAsync(path, quick)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE metric_blocks SET data = CAST(substr(data, 1, length(data) - 9) || x'5A5B' || substr(data, length(data) - 6) AS BLOB)", "run {run}, metric 'loss': block ")]
    [InlineData("UPDATE metric_blocks SET data = 'no bytes'", "run {run}, metric 'loss': block ")]
    [InlineData("UPDATE metric_blocks SET last_step = last_step + 1 WHERE ordinal = (SELECT MAX(ordinal) FROM metric_blocks)", "do not agree with its data")]
    [InlineData("UPDATE metric_blocks SET points = points - 1", "do not agree with its data")]
    [InlineData("UPDATE metric_blocks SET min_value = -1", "do not agree with its data")]
    [InlineData("UPDATE metric_blocks SET time_ascends = 0", "do not agree with its data")]
    [InlineData("UPDATE metric_blocks SET ordinal = -ordinal", "it overlaps the block before it")]
    [InlineData("UPDATE metric_tail SET points = substr(points, 1, 5), seq = 1", "run {run}: tail row 1: ")]
    [InlineData("UPDATE metric_bundles SET data = substr(data, 1, length(data) - 1)", "run {run}: bundle: A stored metric bundle cannot be read: its checksum")]
    [InlineData("UPDATE metric_bundles SET data = 'no bytes'", "run {run}: bundle: A stored metric bundle cannot be read: it has 0 bytes")]
    [InlineData("UPDATE metric_bundles SET points = points + 1", "run {run}: bundle: its number of points does not agree with its data")]
    [InlineData("DELETE FROM metric_bundles", "run {run}, metric 'short': a latest value, but no points")]
    [InlineData("DELETE FROM metric_latest WHERE name = (SELECT id FROM names WHERE name = 'short')", "run {run}, metric 'short': points, but no latest value")]
    [InlineData("DELETE FROM runs", "1 rows of table metric_bundles, but there is no such run")]
    [InlineData("UPDATE metric_latest SET value = value + 1", "run {run}, metric 'loss': its latest value says step 4999 at 4999")]
    [InlineData("UPDATE metric_latest SET step = step + 1", "run {run}, metric 'loss': its latest value says step 5000")]
    [InlineData("UPDATE metric_latest SET max_value = 9999999", "its least and greatest values do not agree with its points")]
    [InlineData("DELETE FROM metric_latest", "run {run}, metric 'loss': points, but no latest value")]
    [InlineData("DELETE FROM metric_blocks; DELETE FROM metric_tail", "run {run}, metric 'loss': a latest value, but no points")]
    [InlineData("DELETE FROM runs", "rows of table params, but there is no such run")]
    [InlineData("DELETE FROM names WHERE name = 'p'", "run {run}: a row of table params has name number")]
    [InlineData("DELETE FROM experiments WHERE id = 1", "run {run}: its experiment, number 1, is not there")]
    [InlineData("DELETE FROM datasets", "run {run}: a row of table inputs has dataset number 1, which is not there")]
    [InlineData("DELETE FROM models", "table model_tags: 1 rows refer to number 1 of models, which is not there")]
    public async Task Damage_is_found_and_named(string damage, string finding)
    {
        var (path, run) = await NewDatabaseAsync();
        await ExecuteAsync(path, damage);

        var findings = await CheckAsync(path, quick: false);

        findings.ShouldContain(found => found.Contains(finding.Replace("{run}", run, StringComparison.Ordinal), StringComparison.Ordinal), string.Join('\n', findings));
    }

    [Theory]
    [InlineData("UPDATE metric_blocks SET ordinal = -ordinal", "it overlaps the block before it")]
    [InlineData("UPDATE metric_latest SET step = step + 1", "its latest value says step 5000")]
    [InlineData("DELETE FROM names WHERE name = 'p'", "a row of table params has name number")]
    public async Task A_quick_check_finds_what_needs_no_unpacking(string damage, string finding)
    {
        var (path, _) = await NewDatabaseAsync();
        await ExecuteAsync(path, damage);
        (await CheckAsync(path, quick: true)).ShouldContain(found => found.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_of_a_run_makes_no_findings_on_its_other_series()
    {
        var (path, run) = await NewDatabaseAsync();
        await ExecuteAsync(path, "UPDATE metric_bundles SET data = 'no bytes'");
        (await CheckAsync(path, quick: false)).ShouldHaveSingleItem().ShouldStartWith($"run {run}: bundle: ");
    }

    [Fact]
    public async Task A_bundle_out_of_order_is_found()
    {
        var (path, run) = await NewDatabaseAsync();
        await using (var connection = await ConnectAsync(path))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE metric_bundles SET points = 2, data = $data";
            command.Parameters.AddWithValue(
                "$data", MetricBundleCodec.Encode(new() { [await CountAsync(path, "SELECT id FROM names WHERE name = 'short'")] = [new(2, 0, 2), new(1, 0, 1)] }));
            await command.ExecuteNonQueryAsync(Cancel);
        }

        (await CheckAsync(path, quick: false)).ShouldContain($"run {run}, metric 'short': bundle: its points are not in order at step 1");
    }

    [Fact]
    public async Task A_page_overwritten_on_disk_is_found_by_the_database()
    {
        var (path, _) = await NewDatabaseAsync();

        // Not one of those that tell the schema, without which nothing opens.
        var page = await CountAsync(path, "SELECT rootpage FROM sqlite_master WHERE name = 'params'");
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = (page - 1) * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0x55, 4096).ToArray(), Cancel);
        }

        (await CheckAsync(path, quick: false)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Compacting_seals_merges_and_keeps_every_point()
    {
        var path = fixture.NewPath();
        IReadOnlyList<MetricPoint> before;
        string run;
        await using (var store = await SqliteFixture.OpenAsync(path))
        {
            run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
            // Repeated late points break up blocks.
            for (var round = 0; round < 12; round++)
            {
                await LogAsync(store, run, Enumerable.Range(0, 2_000).Select(i => (i * 12) + round));
                await ((SqlTrackingStore)store).Database.Writes.WriteAsync(new MetricSealer(1).SealAsync, Cancel);
            }

            await LogAsync(store, run, [100_000]);
            before = (await store.Metrics.GetHistoryAsync(run, "loss", cancellationToken: Cancel)).Items;
        }

        (await CountAsync(path, "SELECT COUNT(*) FROM metric_blocks")).ShouldBeGreaterThan(12);
        await using (var upkeep = await SqliteStore.OpenUpkeepAsync(new SqliteStoreOptions { Path = path }, Cancel))
        {
            var report = await upkeep.CompactAsync(Cancel);
            report.SealedRuns.ShouldBe(1);
            report.MergedSeries.ShouldBe(1);
            report.Note.ShouldContain("VACUUM");
            report.BytesAfter.ShouldBeLessThan(report.BytesBefore);
        }

        (await CountAsync(path, "SELECT COUNT(*) FROM metric_blocks")).ShouldBe((24_001 + 2_047) / 2_048);
        (await CountAsync(path, "SELECT COUNT(*) FROM metric_tail")).ShouldBe(0);
        (await CheckAsync(path, quick: false)).ShouldBeEmpty();
        await using var again = await SqliteFixture.OpenAsync(path);
        (await again.Metrics.GetHistoryAsync(run, "loss", cancellationToken: Cancel)).Items.ShouldBe(before);
    }

    [Fact]
    public async Task Compacting_bundles_short_series_that_older_programs_left_in_blocks()
    {
        var (path, run) = await NewDatabaseAsync();
        MetricPoint[][] series = [[new(1, 5, 1), new(2, 6, double.NaN)], [new(1, 5, 3)], [new(1, 9, 4), new(2, 3, 5)]];
        await using (var store = (SqlTrackingStore)await SqliteFixture.OpenAsync(path))
        {
            for (var i = 0; i < series.Length; i++)
            {
                var (name, points) = ($"old{i}", series[i]);
                await store.Runs.LogAsync(LogBatch.Create(run, [.. points.Select(point => new Metric(name, point.Value, point.TimestampMs, point.Step))]), Cancel);
                await store.Database.Writes.WriteAsync(
                    async transaction =>
                    {
                        await transaction.WriteAsync("DELETE FROM metric_tail WHERE run = 1 AND seq = (SELECT MAX(seq) FROM metric_tail)");
                        var key = new SeriesKey(1, await transaction.InternAsync(name));
                        await NewBlock.ReplaceAsync(transaction, key, [], NewBlock.Of([.. points], atEnd: true), [0]);
                        return true;
                    },
                    Cancel);
            }
        }

        await using (var upkeep = await SqliteStore.OpenUpkeepAsync(new SqliteStoreOptions { Path = path }, Cancel))
            (await upkeep.CompactAsync(Cancel)).MergedSeries.ShouldBe(2);

        (await CountAsync(path, "SELECT COUNT(*) FROM metric_blocks WHERE points < 64")).ShouldBe(1, "the one whose times go back");
        (await CheckAsync(path, quick: false)).ShouldBeEmpty();
        await using var again = await SqliteFixture.OpenAsync(path);
        for (var i = 0; i < series.Length; i++)
        {
            (await again.Metrics.GetHistoryAsync(run, $"old{i}", cancellationToken: Cancel)).Items
                .ShouldBe(series[i].OrderBy(point => point.TimestampMs));
        }
    }

    [Fact]
    public async Task Compacting_beside_a_server_leaves_the_file_to_it()
    {
        var (path, run) = await NewDatabaseAsync();
        await using var server = await SqliteFixture.OpenAsync(path);
        await using var upkeep = await SqliteStore.OpenUpkeepAsync(new SqliteStoreOptions { Path = path }, Cancel);

        var writing = Task.Run(async () => { for (var i = 0; i < 50; i++) await LogAsync(server, run, [i + 10_000]); }, Cancel);
        var report = await upkeep.CompactAsync(Cancel);
        await writing;

        report.Note.ShouldStartWith("Another program has the database open");
        (await CheckAsync(path, quick: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_older_database_is_upgraded_and_a_check_asks_for_that_first()
    {
        var path = fixture.NewPath();
        await ExecuteAsync(path, "CREATE TABLE leat_schema (version INTEGER NOT NULL, applied_ms INTEGER NOT NULL)");
        await using var upkeep = await SqliteStore.OpenUpkeepAsync(new SqliteStoreOptions { Path = path }, Cancel);
        var state = await upkeep.GetSchemaAsync(Cancel);
        state.Found.ShouldBe(0);
        state.Missing.ShouldContain(step => step.StartsWith("step 1: CREATE TABLE", StringComparison.Ordinal));
        (await Should.ThrowAsync<LeatException>(() => CheckAsync(path, quick: true))).Message.ShouldEndWith("run 'leat db upgrade' first.");

        await upkeep.UpgradeAsync(Cancel);

        state = await upkeep.GetSchemaAsync(Cancel);
        state.Found.ShouldBe(state.Known);
        state.Missing.ShouldBeEmpty();
        (await CheckAsync(path, quick: false)).ShouldBeEmpty();
    }

    /// <summary>One run in experiment 1 with 5,000 points, the last of which are in the tail, a short series, and a row in every other
    /// table.</summary>
    private async Task<(string Path, string Run)> NewDatabaseAsync()
    {
        var path = fixture.NewPath();
        await using var store = (SqlTrackingStore)await SqliteFixture.OpenAsync(path);
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("e"), Cancel);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create(experiment, "r"), Cancel)).Info.RunId;
        await LogAsync(store, run, Enumerable.Range(0, 4_500));
        await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("short", 2, 2, 1), new Metric("short", 3, 3, 2)]), Cancel);
        await store.Database.Writes.WriteAsync(new MetricSealer(1).SealAsync, Cancel);
        await LogAsync(store, run, Enumerable.Range(4_500, 500));
        await store.Runs.LogAsync(LogBatch.Create(run, [], [new Param("p", "v")], [new Tag("t", "v")]), Cancel);
        await store.Runs.LogInputsAsync(LogInputs.Create(run, [new DatasetInput(new Dataset("d", "1", "local", "x", null, null), [])]), Cancel);
        await store.Features.Models!.CreateModelAsync(NewLoggedModel.Create(experiment, "m", tags: [new Tag("t", "v")]), Cancel);
        return (path, run);
    }

    private static async Task LogAsync(ITrackingStore store, string run, IEnumerable<int> steps)
    {
        foreach (var chunk in steps.Chunk(1_000))
            await store.Runs.LogAsync(LogBatch.Create(run, [.. chunk.Select(step => new Metric("loss", step / 3.0, step, step))]), Cancel);
    }

    private static async Task<List<string>> CheckAsync(string path, bool quick)
    {
        await using var upkeep = await SqliteStore.OpenUpkeepAsync(new SqliteStoreOptions { Path = path }, Cancel);
        var findings = new List<string>();
        await foreach (var finding in upkeep.CheckAsync(quick, cancellationToken: Cancel))
            findings.Add(finding);
        return findings;
    }

    private static async Task<long> CountAsync(string path, string sql)
    {
        await using var connection = await ConnectAsync(path);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = await ConnectAsync(path);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_keys = OFF; " + sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<SqliteConnection> ConnectAsync(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }
}
