using System.Diagnostics.CodeAnalysis;
using Leat.Core;
using Leat.Storage.Sql;

namespace Leat.Storage.MySql;

/// <summary>Which MariaDB or MySQL database a store uses, and with how many connections. The connection string has MySqlConnector's form:
/// <c>Server=…;User ID=…;Password=…;Database=…</c>.</summary>
public sealed record MySqlStoreOptions : ServerStoreOptions
{
    /// <summary>Options without a connection string, which is set later.</summary>
    public MySqlStoreOptions()
    {
    }

    [SetsRequiredMembers]
    internal MySqlStoreOptions(DatabaseUri uri, SqlStoreOptions options)
        : base(uri, options, MySqlConnectionString.Of(uri))
    {
    }
}
