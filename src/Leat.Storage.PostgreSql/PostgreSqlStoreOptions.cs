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
        : base(uri, options, PostgreSqlConnectionString.Of(uri))
    {
    }
}
