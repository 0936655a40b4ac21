using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Backends;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.PostgreSql;

/// <summary>Stores on PostgreSQL, for programs that open what a URI names.</summary>
public sealed class PostgreSqlBackend : ServerBackend
{
    /// <inheritdoc/>
    public override StoreKind Kind => StoreKind.PostgreSql;

    internal override SqlDriver DriverOf(DatabaseUri uri, SqlStoreOptions options) => new PostgreSqlDriver(new PostgreSqlStoreOptions(uri, options));
}
