using System.Diagnostics.CodeAnalysis;
using Leat.Core;
using Leat.Storage.Sql;

namespace Leat.Storage.PostgreSql;

/// <summary>Which PostgreSQL database a store uses, and with how many connections. The connection string has Npgsql's form:
/// <c>Host=…;Username=…;Password=…;Database=…</c>; tables are created in the first schema of the search path.</summary>
public sealed record PostgreSqlStoreOptions : ServerStoreOptions
{
    /// <summary>Options without a connection string, which is set later.</summary>
    public PostgreSqlStoreOptions()
    {
    }

    [SetsRequiredMembers]
    internal PostgreSqlStoreOptions(DatabaseUri uri, SqlStoreOptions options)
        : base(uri, options, PostgreSqlConnectionString.Of(uri)) => IsPooled = uri.IsPooled;

    /// <summary>Whether connections lead to a pooler that gives each transaction another session of the database, as PgBouncer does in transaction
    /// mode. The store then sets nothing for a session and prepares no statements, unless the connection string says <c>Max Auto Prepare</c>.
    /// Default: false.</summary>
    public bool IsPooled { get; init; }
}
