namespace Leat.Testing.Databases;

/// <summary>Starts the database servers by their kind, for tests that hold all of them to the same.</summary>
public static class DatabaseServers
{
    /// <summary>The kinds that a test takes its turns with.</summary>
    public static TheoryData<DatabaseKind> Kinds => MySqlServer.IsAskedFor
        ? [DatabaseKind.PostgreSql, DatabaseKind.MariaDb, DatabaseKind.MySql]
        : [DatabaseKind.PostgreSql, DatabaseKind.MariaDb];

    /// <summary>A server for one test, which disposes it. Skips the test where the database is not installed.</summary>
    public static async Task<DatabaseServer> StartNewAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.PostgreSql => await PostgreSqlServer.StartNewAsync(),
        DatabaseKind.MariaDb => await MariaDbServer.StartNewAsync(),
        _ => await MySqlServer.StartNewAsync(),
    };

    /// <summary>The server that all tests of this process share. Skips the test where the database is not installed.</summary>
    public static async Task<DatabaseServer> SharedAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.PostgreSql => await PostgreSqlServer.SharedAsync(),
        DatabaseKind.MariaDb => await MariaDbServer.SharedAsync(),
        _ => await MySqlServer.SharedAsync(),
    };
}
