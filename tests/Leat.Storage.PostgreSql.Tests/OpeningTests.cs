using Leat.Core;
using Leat.Testing.Databases;
using Npgsql;

namespace Leat.Storage.PostgreSql.Tests;

public sealed class OpeningTests(PostgreSqlFixture fixture) : IClassFixture<PostgreSqlFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_wait_for_the_disk_even_where_the_database_is_set_not_to()
    {
        var connection = await fixture.NewSchemaAsync();
        await PostgreSqlFixture.ExecuteAsync(connection, $"ALTER DATABASE {fixture.Database} SET synchronous_commit = off");
        await using var store = await PostgreSqlFixture.OpenAsync(connection);
        var settings = await store.Features.Diagnostics!.DescribeAsync(Cancel);
        settings["engine"].ShouldBe("postgresql");
        settings["synchronous_commit"].ShouldBe("on");
        settings["fsync"].ShouldBe("on");
        settings["server_version"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_database_of_MLflow_is_recognised_and_not_touched()
    {
        var connection = await fixture.NewSchemaAsync();
        await PostgreSqlFixture.ExecuteAsync(
            connection, "CREATE TABLE alembic_version (v int); CREATE TABLE experiments (e int); CREATE TABLE runs (r int)");

        (await FailAsync(connection)).Message.ShouldContain("is an MLflow database. Leat does not open it in place but imports it");
        (await PostgreSqlFixture.ExecuteAsync(
            connection, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()")).ShouldBe(3L);
    }

    [Fact]
    public async Task A_database_of_a_newer_MLflow_is_refused_with_its_version()
    {
        var connection = await fixture.NewSchemaAsync();
        await PostgreSqlFixture.ExecuteAsync(
            connection,
            "CREATE TABLE alembic_version (version_num VARCHAR(32)); CREATE TABLE experiments (e int); CREATE TABLE runs (r int);"
            + "INSERT INTO alembic_version VALUES ('7d34483879f0')");

        (await FailAsync(connection)).Message.ShouldContain("is an MLflow database of MLflow 3.11 or 3.12 (schema revision 7d34483879f0). Leat does not open it");
    }

    [Fact]
    public async Task A_database_from_a_newer_Leat_is_refused()
    {
        var connection = await fixture.NewSchemaAsync();
        await (await PostgreSqlFixture.OpenAsync(connection)).DisposeAsync();
        await PostgreSqlFixture.ExecuteAsync(connection, "INSERT INTO leat_schema (version, applied_ms) VALUES (99, 0)");

        (await FailAsync(connection)).Message.ShouldStartWith("The database has schema version 99, but this version of Leat knows only up to");
    }

    [Fact]
    public async Task A_wrong_password_is_told_from_a_missing_database_and_a_silent_server()
    {
        var good = fixture.ConnectionString();
        (await FailAsync(good + ";Password=wrong")).Code.ShouldBe(ErrorCode.PermissionDenied);
        (await FailAsync(good + ";Database=nowhere")).Code.ShouldBe(ErrorCode.InvalidParameterValue);
        (await FailAsync(good + ";Port=1")).Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        (await FailAsync(good + ";SSL Mode=Require")).Message.ShouldContain("offers no TLS, which the settings require");
        (await FailAsync("Nonsense=1")).Message.ShouldStartWith("The settings for PostgreSQL are not understood");
    }

    [Fact]
    public async Task What_was_written_is_there_when_the_store_is_opened_again()
    {
        var connection = await fixture.NewSchemaAsync();
        string run;
        await using (var store = await PostgreSqlFixture.OpenAsync(connection))
        {
            run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "kept"), Cancel)).Info.RunId;
            await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1.5, 2, 3)], [new Param("p", "v")]), Cancel);
        }

        await using var again = await PostgreSqlFixture.OpenAsync(connection);
        var data = (await again.Runs.GetRunAsync(run, Cancel)).Data;
        data.Metrics.ShouldBe([new Metric("m", 1.5, 2, 3)]);
        data.Params.ShouldBe([new Param("p", "v")]);
    }

    [Fact]
    public async Task An_address_with_the_settings_of_libpq_opens_the_store_in_the_schema_that_it_names()
    {
        var schema = new NpgsqlConnectionStringBuilder(await fixture.NewSchemaAsync()).SearchPath!;
        var uri = UriOf(
            $"{DatabaseServer.Host}:{fixture.Server.Port}",
            $"options=-csearch_path%3D{schema}%20-cwork_mem%3D5MB&channel_binding=prefer&gssencmode=disable&keepalives=1&keepalives_idle=30&keepalives_interval=10"
            + "&keepalives_count=3&target_session_attrs=read-write&sslmode=prefer");

        await (await PostgreSqlFixture.OpenAsync(uri)).DisposeAsync();

        (await PostgreSqlFixture.ExecuteAsync(fixture.ConnectionString(schema), "SELECT COUNT(*) FROM leat_schema WHERE version = 1")).ShouldBe(1L);
    }

    [Theory]
    [InlineData("")]
    [InlineData("target_session_attrs=any")]
    [InlineData("target_session_attrs=primary&load_balance_hosts=random")]
    public async Task Of_several_hosts_the_one_that_is_there_is_taken(string settings)
    {
        var schema = new NpgsqlConnectionStringBuilder(await fixture.NewSchemaAsync()).SearchPath!;
        var hosts = $"{DatabaseServer.Host}:1,{DatabaseServer.Host}:{fixture.Server.Port}";

        await using var store = await PostgreSqlFixture.OpenAsync(UriOf(hosts, $"options=-csearch_path%3D{schema}&{settings}"));

        (await store.Experiments.GetExperimentAsync("0", Cancel)).Name.ShouldBe("Default");
    }

    private string UriOf(string hosts, string settings) => PostgreSqlConnectionString.Of(StoreUri.Parse(
        $"postgresql://{DatabaseServer.User}:{Uri.EscapeDataString(DatabaseServer.Password)}@{hosts}/{fixture.Database}?{settings}").Database!);

    private static Task<LeatException> FailAsync(string connectionString) =>
        Should.ThrowAsync<LeatException>(() => PostgreSqlFixture.OpenAsync(connectionString));
}
