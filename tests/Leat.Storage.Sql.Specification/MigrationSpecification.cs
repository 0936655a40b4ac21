using Leat.Core;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Specification;

/// <summary>How a database comes from one version of the schema to the next, shown with steps of the suite's own.</summary>
public abstract class MigrationSpecification<TFixture>(TFixture fixture)
    where TFixture : class, ISqlFixture
{
    private const string First = "CREATE TABLE IF NOT EXISTS notes (id {identity}, note {key:100} NOT NULL) {heap};";

    /// <summary>A column for all rows that are there.</summary>
    private const string Second =
        """
        ALTER TABLE notes ADD COLUMN {absent} size {int} NOT NULL DEFAULT -1;
        UPDATE notes SET size = 3 WHERE size = -1;
        """;

    private const string Third = "CREATE INDEX IF NOT EXISTS notes_by_size ON notes (size, {prefix:note});";

    [Fact]
    public async Task Each_step_is_run_once_and_in_order()
    {
        var database = await fixture.NewDatabaseAsync();

        await database.MigrateAsync(First, Second, Third);
        await database.MigrateAsync(First, Second, Third);

        (await VersionsAsync(database)).ShouldBe("1,2,3");
        (await database.ScalarAsync("SELECT COUNT(*) FROM leat_schema WHERE applied_ms > 1700000000000")).ShouldBe(3L);
    }

    [Fact]
    public async Task An_older_database_gets_the_steps_it_lacks_and_keeps_its_data()
    {
        var database = await fixture.NewDatabaseAsync();
        await database.MigrateAsync(First);
        await database.ExecuteAsync("INSERT INTO notes (note) VALUES ('old')");

        await database.MigrateAsync(First, Second, Third);

        (await VersionsAsync(database)).ShouldBe("1,2,3");
        (await database.QueryAsync("SELECT note, size FROM notes")).ShouldHaveSingleItem().ShouldBe(["old", "3"]);
    }

    [Fact]
    public async Task Of_four_servers_that_start_at_once_each_step_is_run_by_one()
    {
        var database = await fixture.NewDatabaseAsync();
        await database.MigrateAsync(First);
        await database.ExecuteAsync("INSERT INTO notes (note) VALUES ('old')");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.MigrateAsync(First, Second, Third))));

        (await VersionsAsync(database)).ShouldBe("1,2,3");
        (await database.QueryAsync("SELECT note, size FROM notes")).ShouldHaveSingleItem().ShouldBe(["old", "3"]);
    }

    [Fact]
    public async Task A_step_that_was_cut_short_is_run_again()
    {
        var database = await fixture.NewDatabaseAsync();
        await database.MigrateAsync(First);
        await database.ExecuteAsync("INSERT INTO notes (note) VALUES ('old')");
        await Should.ThrowAsync<System.Data.Common.DbException>(
            () => database.MigrateAsync(First, Second + "CREATE INDEX IF NOT EXISTS nothing ON nowhere (nothing);"));
        (await VersionsAsync(database)).ShouldBe("1");

        await database.MigrateAsync(First, Second, Third);

        (await VersionsAsync(database)).ShouldBe("1,2,3");
        (await database.QueryAsync("SELECT note, size FROM notes")).ShouldHaveSingleItem().ShouldBe(["old", "3"]);
    }

    [Fact]
    public async Task A_database_from_a_newer_program_is_refused_and_left_alone()
    {
        var database = await fixture.NewDatabaseAsync();
        await database.MigrateAsync(First, Second, Third);

        (await Should.ThrowAsync<LeatException>(() => database.MigrateAsync(First, Second))).Message.ShouldBe(
            "The database has schema version 3, but this version of Leat knows only up to 2. Use a newer Leat, or another database.");
        (await VersionsAsync(database)).ShouldBe("1,2,3");
    }

    /// <summary>It had eight versions, which no program may take for those of today.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("8")]
    public async Task A_database_from_before_the_first_release_is_refused(string version)
    {
        var database = await fixture.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE leat_schema (version BIGINT NOT NULL)");
        await database.ExecuteAsync($"INSERT INTO leat_schema (version) VALUES ({version})");

        (await Should.ThrowAsync<LeatException>(() => database.MigrateAsync())).Message.ShouldBe(
            "The database was made by a Leat from before the first release, whose tables were of another kind. "
            + "Delete it and start with an empty one, or name another.");
    }

    /// <summary>The step that ties names to workspaces. It copies tables where a key cannot be dropped, and may be cut short where DDL commits by
    /// itself.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_there_before_workspaces_belongs_to_the_default_one(bool isCutShort)
    {
        var database = await fixture.NewDatabaseAsync();
        string[] before = [.. LeatSchema.Steps.Take(6)];
        await database.MigrateAsync(before);
        foreach (var sql in (string[])
        [
            "INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms) VALUES ('a', 'x', 0, 0, 1, 1)",
            "INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms) VALUES ('b', 'x', 0, 0, 1, 1)",
            "DELETE FROM experiments WHERE name = 'b'",
            "INSERT INTO runs (experiment_id, run_id, name, user_id, status, start_ms, artifact_uri, stage, stage_generation) SELECT id, 'r', '', '', 1, 1, '', 0, 0 FROM experiments",
            "INSERT INTO datasets (experiment_id, name, digest, source_type, source) SELECT id, 'd', '1', 't', 's' FROM experiments",
            "INSERT INTO inputs (run, dataset, ordinal) SELECT r.id, d.id, 1 FROM runs r, datasets d",
            "INSERT INTO registered_models (name, description, created_ms, updated_ms, last_version) VALUES ('m', 'x', 1, 1, 1)",
            "INSERT INTO model_versions (registered_model, version, created_ms, updated_ms, stage, description, source, storage_location, run_id, run_link) SELECT id, 1, 1, 1, 0, '', '', '', '', '' FROM registered_models",
        ])
            await database.ExecuteAsync(sql);
        if (isCutShort)
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(
                () => database.MigrateAsync([.. before, LeatSchema.Steps[6] + "CREATE INDEX IF NOT EXISTS nothing ON nowhere (nothing);"]));
        }

        await database.MigrateAsync();

        (await database.QueryAsync(
            "SELECT e.workspace, m.workspace, d.workspace FROM experiments e, registered_models m, datasets d, runs r, inputs i, model_versions v "
            + "WHERE r.experiment_id = e.id AND d.experiment_id = e.id AND i.run = r.id AND i.dataset = d.id AND v.registered_model = m.id"))
            .ShouldHaveSingleItem().ShouldBe(["0", "0", "0"]);

        // Names are taken within a workspace, numbers of what was removed are not given again, and references hold.
        const string insert = "INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms, workspace) VALUES ('a', 'x', 0, 0, 1, 1, ";
        await database.ExecuteAsync(insert + "1)");
        (await database.QueryAsync("SELECT e.id - a.id FROM experiments e, experiments a WHERE e.workspace = 1 AND a.workspace = 0")).ShouldHaveSingleItem().ShouldBe(["2"]);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ExecuteAsync(insert + "0)"));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ExecuteAsync("DELETE FROM experiments WHERE workspace = 0"));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ExecuteAsync("DELETE FROM datasets"));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ExecuteAsync("DELETE FROM registered_models"));
    }

    /// <summary>The step after which traces are added up by hours: those that are there await it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hours_of_traces_from_before_wait_to_be_added_up(bool isCutShort)
    {
        var database = await fixture.NewDatabaseAsync();
        string[] before = [.. LeatSchema.Steps.Take(7)];
        await database.MigrateAsync(before);
        await database.ExecuteAsync(
            "INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms) VALUES ('a', 'x', 0, 0, 1, 1)");
        foreach (var time in (long[])[-3_600_001, -3_600_000, -1, 0, 3_599_999, 3_600_000, 1_800_000_000_000])
        {
            await database.ExecuteAsync(
                $"INSERT INTO traces (experiment_id, trace_id, timestamp_ms, state) SELECT id, 't{time}', {time}, 1 FROM experiments");
        }

        if (isCutShort)
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(
                () => database.MigrateAsync([.. before, LeatSchema.Steps[7] + "CREATE INDEX IF NOT EXISTS nothing ON nowhere (nothing);"]));
        }

        await database.MigrateAsync();

        (await database.QueryAsync("SELECT c.hour FROM trace_hour_changes c ORDER BY c.hour")).Select(row => row[0])
            .ShouldBe(["-2", "-1", "0", "1", "500000"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Days_of_hours_from_before_wait_to_be_added_up(bool isCutShort)
    {
        var database = await fixture.NewDatabaseAsync();
        string[] before = [.. LeatSchema.Steps.Take(8)];
        await database.MigrateAsync(before);
        await database.ExecuteAsync(
            "INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms) VALUES ('a', 'x', 0, 0, 1, 1)");
        foreach (var hour in (long[])[-25, -24, -1, 0, 23, 24, 500_000])
            await database.ExecuteAsync($"INSERT INTO trace_hours (experiment, hour) SELECT id, {hour} FROM experiments");
        if (isCutShort)
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(
                () => database.MigrateAsync([.. before, LeatSchema.Steps[8] + "CREATE INDEX IF NOT EXISTS nothing ON nowhere (nothing);"]));
        }

        await database.MigrateAsync();

        (await database.QueryAsync("SELECT c.hours, c.period FROM trace_period_changes c ORDER BY c.period")).Select(row => $"{row[0]} {row[1]}")
            .ShouldBe(["24 -2", "24 -1", "24 0", "24 1", "24 20833"]);
    }

    private static async Task<string> VersionsAsync(SqlTestDatabase database) =>
        string.Join(',', (await database.QueryAsync("SELECT version FROM leat_schema ORDER BY version")).Select(row => row[0]));
}
