using Leat.Storage.Sql;

namespace Leat.Storage.Sqlite;

/// <summary>Where a SQLite store lies and what it needs to know.</summary>
public sealed record SqliteStoreOptions : SqlStoreOptions
{
    /// <summary>The database file. It is made if it is not there; its folder must exist.</summary>
    public required string Path { get; init; }
}
