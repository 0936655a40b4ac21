namespace Leat.Testing.Databases;

/// <summary>Starts the database servers by their kind, for tests that hold all of them to the same.</summary>
public static class DatabaseServers
{
    private static readonly Dictionary<DatabaseKind, (Func<string[], Task<DatabaseServer>> StartNew, Func<Task<DatabaseServer>> Shared)> All = new()
    {
        [DatabaseKind.PostgreSql] = (async settings => await PostgreSqlServer.StartNewAsync(settings), async () => await PostgreSqlServer.SharedAsync()),
        [DatabaseKind.MariaDb] = (async settings => await MariaDbServer.StartNewAsync(settings), async () => await MariaDbServer.SharedAsync()),
        [DatabaseKind.MySql] = (async settings => await MySqlServer.StartNewAsync(settings), async () => await MySqlServer.SharedAsync()),
    };

    /// <summary>The kinds that a test takes its turns with.</summary>
    public static TheoryData<DatabaseKind> Kinds => [.. All.Keys.Where(kind => kind != DatabaseKind.MySql || MySqlServer.IsAskedFor)];

    /// <summary>A server for one test, which disposes it. Skips the test where the database is not installed.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="settings">More settings in the database's own words.</param>
    public static Task<DatabaseServer> StartNewAsync(DatabaseKind kind, params string[] settings) => All[kind].StartNew(settings);

    /// <summary>The server that all tests of this process share. Skips the test where the database is not installed.</summary>
    public static Task<DatabaseServer> SharedAsync(DatabaseKind kind) => All[kind].Shared();
}
