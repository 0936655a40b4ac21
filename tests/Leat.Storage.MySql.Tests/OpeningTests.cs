using Leat.Core;
using Leat.Testing.Databases;
using MySqlConnector;

namespace Leat.Storage.MySql.Tests;

public sealed class OpeningTests(MySqlFixture fixture) : IClassFixture<MySqlFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_out_of_reach() =>
        (await FailAsync("Server=127.0.0.1;Port=1;User ID=leat;Database=leat")).ShouldBe("The database server cannot be reached. Try again.");

    [Fact]
    public async Task A_wrong_password_is_refused_and_not_shown()
    {
        var message = await FailAsync(MySqlFixture.ConnectionString(fixture.Server, "mysql", "wrong-secret"));

        message.ShouldBe("The database refuses the login: check the user and the password in the store URI.");
    }

    [Fact]
    public async Task A_server_without_the_TLS_that_is_required_is_said_to_have_none()
    {
        Assert.SkipWhen(fixture.Server is not MariaDbServer, "MySQL has a certificate of its own making.");
        (await FailAsync(MySqlFixture.ConnectionString(fixture.Server, "mysql") + ";SslMode=Required")).ShouldContain("offers no TLS, which the settings require");
    }

    [Fact]
    public async Task A_missing_database_is_named_as_such() =>
        (await FailAsync(MySqlFixture.ConnectionString(fixture.Server, "nowhere"))).ShouldStartWith("There is no such database");

    [Fact]
    public async Task A_database_of_MLflow_is_recognised_and_not_touched()
    {
        var database = await fixture.NewDatabaseAsync();
        await MySqlFixture.ExecuteAsync(database, "CREATE TABLE alembic_version (v INT); CREATE TABLE experiments (e INT); CREATE TABLE runs (r INT)");

        (await FailAsync(database)).ShouldContain("is an MLflow database. Leat does not open it in place but imports it");
        (await MySqlFixture.ExecuteAsync(database, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")).ShouldBe(3L);
    }

    [Fact]
    public async Task A_database_of_a_newer_MLflow_is_refused_with_its_version()
    {
        var database = await fixture.NewDatabaseAsync();
        await MySqlFixture.ExecuteAsync(database, "CREATE TABLE alembic_version (version_num VARCHAR(32)); CREATE TABLE experiments (e INT); CREATE TABLE runs (r INT)");
        await MySqlFixture.ExecuteAsync(database, "INSERT INTO alembic_version VALUES ('7d34483879f0')");

        (await FailAsync(database)).ShouldContain("is an MLflow database of MLflow 3.11 or 3.12 (schema revision 7d34483879f0). Leat does not open it");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        var database = await fixture.NewDatabaseAsync();
        await MySqlFixture.ExecuteAsync(database, "CREATE TABLE bookmarks (url TEXT)");

        (await FailAsync(database)).ShouldContain("holds tables of another program. Name another database.");
    }

    [Fact]
    public async Task A_database_from_a_newer_Leat_is_refused()
    {
        var database = await fixture.NewDatabaseAsync();
        await (await MySqlFixture.OpenAsync(database)).DisposeAsync();
        await MySqlFixture.ExecuteAsync(database, "INSERT INTO leat_schema (version, applied_ms) VALUES (99, 0)");

        (await FailAsync(database)).ShouldStartWith("The database has schema version 99");
    }

    [Fact]
    public async Task A_step_that_was_cut_short_is_run_again()
    {
        var database = await fixture.NewDatabaseAsync();
        await (await MySqlFixture.OpenAsync(database)).DisposeAsync();
        await MySqlFixture.ExecuteAsync(database, "DELETE FROM leat_schema; DROP TABLE registered_model_aliases");

        await using var store = await MySqlFixture.OpenAsync(database);

        (await MySqlFixture.ExecuteAsync(database, "SELECT COUNT(*) FROM registered_model_aliases")).ShouldBe(0L);
    }

    [Fact]
    public async Task Durability_is_read_back_from_the_server()
    {
        await using var store = await fixture.CreateAsync();

        var settings = await store.Features.Diagnostics!.DescribeAsync(Cancel);

        settings["engine"].ShouldBe(MySqlServer.IsAskedFor ? "mysql" : "mariadb");
        settings["innodb_flush_log_at_trx_commit"].ShouldBe("1");
        settings["isolation"].ShouldBe("READ-COMMITTED");
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("prefer")]
    public async Task A_user_who_logs_in_for_the_first_time_may_or_may_not_want_TLS(string sslmode)
    {
        var name = await fixture.Server.CreateDatabaseAsync(Cancel);
        var user = $"first_{sslmode}";
        await fixture.Server.RunSqlAsync("mysql", $"CREATE USER {user} IDENTIFIED BY 'secret'; GRANT ALL ON {name}.* TO {user}", Cancel);
        var uri = StoreUri.Parse($"mysql://{user}:secret@{DatabaseServer.Host}:{fixture.Server.Port}/{name}?sslmode={sslmode}").Database!;

        await using var store = await MySqlFixture.OpenAsync(MySqlConnectionString.Of(uri));

        (await store.Experiments.GetExperimentAsync(Experiment.DefaultId, Cancel)).Name.ShouldBe(Experiment.DefaultName);
    }

    [Theory]
    [InlineData("disable", true)]
    [InlineData("prefer", false)]
    [InlineData("require", false)]
    public void A_key_that_nobody_vouches_for_is_taken_only_where_TLS_is_not_wanted(string sslmode, bool taken) =>
        new MySqlConnectionStringBuilder(MySqlConnectionString.Of(StoreUri.Parse($"mysql://u:p@db/runs?sslmode={sslmode}").Database!))
            .AllowPublicKeyRetrieval.ShouldBe(taken);

    [Fact]
    public async Task Uri_with_every_character_in_its_password_leads_to_the_store()
    {
        var name = await fixture.Server.CreateDatabaseAsync(Cancel);
        var uri = StoreUri.Parse(fixture.Server.UriOf(name)).Database!;

        await using var store = await MySqlFixture.OpenAsync(MySqlConnectionString.Of(uri));

        (await store.Experiments.GetExperimentAsync(Experiment.DefaultId, Cancel)).Name.ShouldBe(Experiment.DefaultName);
    }

    private static async Task<string> FailAsync(string connectionString) =>
        (await Should.ThrowAsync<LeatException>(() => MySqlFixture.OpenAsync(connectionString))).Message;
}
