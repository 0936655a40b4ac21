using Leat.Storage.Sql;

namespace Leat.Storage.Sqlite;

/// <summary>The file of a SQLite store, and its options.</summary>
public sealed record SqliteStoreOptions : SqlStoreOptions
{
    /// <summary>Options without a file, which is set later.</summary>
    public SqliteStoreOptions()
    {
    }

    internal SqliteStoreOptions(SqlStoreOptions options)
        : base(options)
    {
    }

    /// <summary>The database file. It is created if there is none; its folder must exist.</summary>
    public required string Path { get; init; }
}
