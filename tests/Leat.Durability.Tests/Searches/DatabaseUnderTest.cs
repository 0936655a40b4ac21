using Leat.Testing.Databases;

namespace Leat.Durability.Tests.Searches;

/// <summary>An empty database of a kind that knows whether it is working.</summary>
internal sealed class DatabaseUnderTest
{
    /// <summary>The kind that has no server of its own.</summary>
    public const string Sqlite = "Sqlite";

    private readonly DatabaseServer? _server;
    private readonly string? _name;

    private DatabaseUnderTest(string uri, DatabaseServer? server, string? name) => (Uri, _server, _name) = (uri, server, name);

    /// <summary>What a server is told of it.</summary>
    public string Uri { get; }

    /// <param name="kind"><see cref="Sqlite"/>, or the name of a <see cref="DatabaseKind"/>.</param>
    /// <param name="folder">Where a file lies.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<DatabaseUnderTest> CreateAsync(string kind, string folder, CancellationToken cancellationToken)
    {
        if (kind == Sqlite)
            return new DatabaseUnderTest("sqlite:///" + Path.Combine(folder, "leat.db"), null, null);
        var server = await DatabaseServers.SharedAsync(Enum.Parse<DatabaseKind>(kind));
        var name = await server.CreateDatabaseAsync(cancellationToken);
        return new DatabaseUnderTest(server.UriOf(name), server, name);
    }

    /// <summary>Ends when the database works on no statement any more. SQLite works in the server itself, where a search that is free again shows
    /// it.</summary>
    public async Task WhenAtRestAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return;
        while ((await _server.RunSqlAsync(_name!, Working, cancellationToken)).Trim() != "0")
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
    }

    private string Working => _server is PostgreSqlServer
        ? "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()"
        : "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND command = 'Query' AND id <> CONNECTION_ID()";
}
