using Leat.Storage.Sql;

namespace Leat.Storage.Sqlite;

/// <summary>Where a SQLite store lies and what it needs to know.</summary>
public sealed record SqliteStoreOptions : SqlStoreOptions
{
    /// <summary>Options whose file is yet to be named.</summary>
    public SqliteStoreOptions()
    {
    }

    internal SqliteStoreOptions(SqlStoreOptions options)
        : base(options)
    {
    }

    /// <summary>The database file. It is made if it is not there; its folder must exist.</summary>
    public required string Path { get; init; }
}
