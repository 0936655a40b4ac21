using Leat.Core;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite.Tests;

public sealed class OpeningTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        var path = Path.Combine(fixture.Folder, "nowhere", "leat.db");
        (await FailAsync(path)).ShouldBe(
            $"The folder '{Path.Combine(fixture.Folder, "nowhere")}' for the SQLite database does not exist. Create it, or name another.");
    }

    [Fact]
    public async Task A_folder_is_not_a_database() =>
        (await FailAsync(fixture.Folder)).ShouldContain("is a folder. Name a file");

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var path = fixture.NewPath();
        await File.WriteAllTextAsync(path, new string('x', 5_000), Cancel);
        (await FailAsync(path)).ShouldBe($"The file '{path}' is not a SQLite database. Name another.");
        (await File.ReadAllTextAsync(path, Cancel)).ShouldBe(new string('x', 5_000));
    }

    [Fact]
    public async Task A_new_database_and_its_companions_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX permissions");
        var path = fixture.NewPath();
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path }, Cancel);

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in (string[])[path, path + "-wal", path + "-shm", path + "-lock"])
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task An_existing_database_keeps_its_permissions_and_gives_them_to_its_companions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX permissions");
        const UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var path = fixture.NewPath();
        if (!OperatingSystem.IsWindows())
        {
            await File.WriteAllBytesAsync(path, [], Cancel);
            File.SetUnixFileMode(path, shared);
            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path }, Cancel);

            foreach (var file in (string[])[path, path + "-wal", path + "-lock"])
                File.GetUnixFileMode(file).ShouldBe(shared, file);
        }
    }

    [Fact]
    public async Task A_place_where_nothing_can_be_written_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses /proc, where nobody can create files.");
        (await FailAsync("/proc/leat.db")).ShouldBe(
            "The SQLite database '/proc/leat.db' cannot be written. Check the permissions of the file and of its folder.");
    }

    [Fact]
    public async Task A_database_of_MLflow_is_recognised_and_not_touched()
    {
        var path = fixture.NewPath();
        await ExecuteAsync(path, "CREATE TABLE alembic_version (v); CREATE TABLE experiments (e); CREATE TABLE runs (r);");
        var before = await File.ReadAllBytesAsync(path, Cancel);

        (await FailAsync(path)).ShouldStartWith($"'{path}' is an MLflow database. Leat does not open it in place but imports it");
        (await File.ReadAllBytesAsync(path, Cancel)).ShouldBe(before);
    }

    [Theory]
    [InlineData("bf29a5ff90ea", "of MLflow 3.6 (schema revision bf29a5ff90ea)")]
    [InlineData("1b5f0d9ad7c1", "of MLflow 3.10 or 3.11 (schema revision 1b5f0d9ad7c1)")]
    [InlineData("7d34483879f0", "of MLflow 3.11 or 3.12 (schema revision 7d34483879f0)")]
    [InlineData("75868b020152", "of MLflow 3.17 or 3.18 (schema revision 75868b020152)")]
    [InlineData("0123456789ab", "of a version that this Leat does not know (schema revision 0123456789ab)")]
    public async Task A_database_of_MLflow_is_refused_with_its_version(string revision, string version)
    {
        var path = fixture.NewPath();
        await ExecuteAsync(
            path,
            "CREATE TABLE alembic_version (version_num VARCHAR(32)); CREATE TABLE experiments (e); CREATE TABLE runs (r); CREATE TABLE workspaces (w);"
            + $"INSERT INTO alembic_version VALUES ('{revision}')");

        (await FailAsync(path)).ShouldStartWith($"'{path}' is an MLflow database {version}. Leat does not open it in place but imports it");
    }

    [Fact]
    public async Task A_database_of_MLflows_accounts_is_refused()
    {
        var path = fixture.NewPath();
        await ExecuteAsync(path, "CREATE TABLE alembic_version_auth (version_num VARCHAR(32)); CREATE TABLE users (id); CREATE TABLE roles (id)");

        (await FailAsync(path)).ShouldBe($"'{path}' holds the accounts of an MLflow server, not what was tracked there. Name another file and keep this one.");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        var path = fixture.NewPath();
        await ExecuteAsync(path, "CREATE TABLE bookmarks (url)");
        (await FailAsync(path)).ShouldBe($"'{path}' is a SQLite database of another program. Name another file.");
    }

    [Fact]
    public async Task A_database_from_a_newer_Leat_is_refused_and_left_alone()
    {
        var path = fixture.NewPath();
        await (await SqliteFixture.OpenAsync(path)).DisposeAsync();
        await ExecuteAsync(path, "INSERT INTO leat_schema (version, applied_ms) VALUES (99, 0)");

        (await FailAsync(path)).ShouldStartWith("The database has schema version 99, but this version of Leat knows only up to");
        (await FailAsync(path)).ShouldEndWith("Use a newer Leat, or another database.");
    }

    [Fact]
    public async Task Four_stores_opening_one_new_file_at_once_all_succeed()
    {
        var path = fixture.NewPath();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SqliteFixture.OpenAsync(path))));
        foreach (var store in stores)
        {
            (await store.Experiments.GetExperimentAsync(Experiment.DefaultId, Cancel)).Name.ShouldBe(Experiment.DefaultName);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_writer_syncs_every_commit_to_the_write_ahead_log()
    {
        await using var store = await fixture.CreateAsync();
        var settings = await store.Features.Diagnostics!.DescribeAsync(Cancel);
        settings["journal_mode"].ShouldBe("wal");
        settings["synchronous"].ShouldBe("2", "FULL");
    }

    [Fact]
    public async Task What_was_written_is_there_when_the_store_is_opened_again()
    {
        var path = fixture.NewPath();
        string run;
        await using (var store = await SqliteFixture.OpenAsync(path))
        {
            run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "kept"), Cancel)).Info.RunId;
            await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1.5, 2, 3)], [new Param("p", "v")]), Cancel);
        }

        await using var again = await SqliteFixture.OpenAsync(path);
        var data = (await again.Runs.GetRunAsync(run, Cancel)).Data;
        data.Metrics.ShouldBe([new Metric("m", 1.5, 2, 3)]);
        data.Params.ShouldBe([new Param("p", "v")]);
    }

    [Fact]
    public async Task Two_stores_on_one_file_write_and_see_each_other()
    {
        var path = fixture.NewPath();
        await using var one = await SqliteFixture.OpenAsync(path);
        await using var two = await SqliteFixture.OpenAsync(path);
        var run = (await one.Runs.CreateRunAsync(NewRun.Create("0", "shared"), Cancel)).Info.RunId;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            (i % 2 == 0 ? one : two).Runs.LogAsync(LogBatch.Create(run, [new Metric($"k{i % 7}", i, i, i)]), Cancel)));

        foreach (var store in (ITrackingStore[])[one, two])
        {
            var counts = await Task.WhenAll(Enumerable.Range(0, 7).Select(
                async k => (await store.Metrics.GetHistoryAsync(run, $"k{k}", cancellationToken: Cancel)).Items.Count));
            counts.Sum().ShouldBe(200);
        }
    }

    private static async Task<string> FailAsync(string path) =>
        (await Should.ThrowAsync<LeatException>(() => SqliteFixture.OpenAsync(path))).Message;

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
