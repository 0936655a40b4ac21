using System.Globalization;
using Leat.Testing.Databases;

namespace Leat.Durability.Tests.Databases;

/// <summary>Tests the database servers used by the other tests.</summary>
public sealed class DatabaseServerTests
{
    public static MatrixTheoryData<DatabaseKind, DatabaseStop> Stops =>
        new(DatabaseServers.Kinds.Select(row => row.Data), [DatabaseStop.Clean, DatabaseStop.Kill]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Server_keeps_what_was_committed_and_ends_with_the_tests(DatabaseKind kind, DatabaseStop how)
    {
        var server = await DatabaseServers.StartNewAsync(kind);

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
    [InlineData(DatabaseKind.PostgreSql, "SHOW fsync", "on")]
    [InlineData(DatabaseKind.PostgreSql, "SHOW synchronous_commit", "on")]
    [InlineData(DatabaseKind.MariaDb, "SELECT @@innodb_flush_log_at_trx_commit", "1")]
    [InlineData(DatabaseKind.MariaDb, "SELECT @@innodb_doublewrite", "1")]
    public async Task Commits_are_as_durable_as_in_production(DatabaseKind kind, string question, string answer)
    {
        var server = await DatabaseServers.SharedAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);

        (await server.RunSqlAsync(database, question, Cancel)).Trim().ShouldBe(answer);
    }

    private static string Proc(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
}
