namespace Leat.Testing.Databases;

/// <summary>Starts the database servers by their kind, for tests that hold all of them to the same.</summary>
public static class DatabaseServers
{
    /// <summary>The kinds that a test takes its turns with.</summary>
    public static TheoryData<DatabaseKind> Kinds => MySqlServer.IsAskedFor
        ? [DatabaseKind.PostgreSql, DatabaseKind.MariaDb, DatabaseKind.MySql]
        : [DatabaseKind.PostgreSql, DatabaseKind.MariaDb];

    /// <summary>A server for one test, which disposes it. Skips the test where the database is not installed.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="settings">More settings in the database's own words.</param>
    public static async Task<DatabaseServer> StartNewAsync(DatabaseKind kind, params string[] settings) => kind switch
    {
        DatabaseKind.PostgreSql => await PostgreSqlServer.StartNewAsync(settings),
        DatabaseKind.MariaDb => await MariaDbServer.StartNewAsync(settings),
        _ => await MySqlServer.StartNewAsync(settings),
    };

    /// <summary>The server that all tests of this process share. Skips the test where the database is not installed.</summary>
    public static async Task<DatabaseServer> SharedAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.PostgreSql => await PostgreSqlServer.SharedAsync(),
        DatabaseKind.MariaDb => await MariaDbServer.SharedAsync(),
        _ => await MySqlServer.SharedAsync(),
    };
}
