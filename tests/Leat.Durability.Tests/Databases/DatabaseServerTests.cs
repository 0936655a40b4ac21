using System.Globalization;
using Leat.Testing.Databases;

namespace Leat.Durability.Tests.Databases;

/// <summary>The servers that the stores are tested on: what the other tests rely on.</summary>
public sealed class DatabaseServerTests
{
    public static TheoryData<string, DatabaseStop> Stops => new()
    {
        { "postgresql", DatabaseStop.Clean },
        { "postgresql", DatabaseStop.Kill },
        { "mariadb", DatabaseStop.Clean },
        { "mariadb", DatabaseStop.Kill },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Server_keeps_what_was_committed_and_ends_with_the_tests(string kind, DatabaseStop how)
    {
        var server = await StartAsync(kind);

        // Disposing closes the supervisor's input, as the system does when the test process ends in any other way.
        await using (server)
        {
            var database = await server.CreateDatabaseAsync(Cancel);
            await server.RunSqlAsync(database, "CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (7)", Cancel);

            await server.RestartAsync(how, Cancel);

            (await server.RunSqlAsync(database, "SELECT id FROM t", Cancel)).Trim().ShouldBe("7");
        }

        Directory.Exists(Proc(server.ProcessId)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("postgresql", "SHOW fsync", "on")]
    [InlineData("postgresql", "SHOW synchronous_commit", "on")]
    [InlineData("mariadb", "SELECT @@innodb_flush_log_at_trx_commit", "1")]
    [InlineData("mariadb", "SELECT @@innodb_doublewrite", "1")]
    public async Task Commits_are_as_durable_as_in_production(string kind, string question, string answer)
    {
        DatabaseServer server = kind == "postgresql" ? await PostgreSqlServer.SharedAsync() : await MariaDbServer.SharedAsync();
        var database = await server.CreateDatabaseAsync(Cancel);

        (await server.RunSqlAsync(database, question, Cancel)).Trim().ShouldBe(answer);
    }

    private static async Task<DatabaseServer> StartAsync(string kind) =>
        kind == "postgresql" ? await PostgreSqlServer.StartNewAsync() : await MariaDbServer.StartNewAsync();

    private static string Proc(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
}
