namespace Leat.Testing.Databases;

/// <summary>Starts database servers by kind, for tests that run on all of them.</summary>
public static class DatabaseServers
{
    private static readonly Dictionary<DatabaseKind, (Func<string[], Task<DatabaseServer>> StartNew, Func<Task<DatabaseServer>> Shared)> All = new()
    {
        [DatabaseKind.PostgreSql] = (async settings => await PostgreSqlServer.StartNewAsync(settings), async () => await PostgreSqlServer.SharedAsync()),
        [DatabaseKind.MariaDb] = (async settings => await MariaDbServer.StartNewAsync(settings), async () => await MariaDbServer.SharedAsync()),
        [DatabaseKind.MySql] = (async settings => await MySqlServer.StartNewAsync(settings), async () => await MySqlServer.SharedAsync()),
    };

    /// <summary>The kinds that a test runs on.</summary>
    public static TheoryData<DatabaseKind> Kinds => [.. All.Keys.Where(kind => kind != DatabaseKind.MySql || MySqlServer.IsAskedFor)];

    /// <summary>A server for one test, which disposes it. Skips the test if the database is not installed.</summary>
    /// <param name="kind">The kind of database.</param>
    /// <param name="settings">Additional settings in the database's own syntax.</param>
    public static Task<DatabaseServer> StartNewAsync(DatabaseKind kind, params string[] settings) => All[kind].StartNew(settings);

    /// <summary>The server shared by all tests of this process. Skips the test if the database is not installed.</summary>
    public static Task<DatabaseServer> SharedAsync(DatabaseKind kind) => All[kind].Shared();
}
