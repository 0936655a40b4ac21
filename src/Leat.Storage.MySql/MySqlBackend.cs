using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Backends;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.MySql;

/// <summary>Stores on MariaDB and MySQL, for programs that open what a URI names.</summary>
public sealed class MySqlBackend : ServerBackend
{
    /// <inheritdoc/>
    public override StoreKind Kind => StoreKind.MySql;

    internal override SqlDriver DriverOf(DatabaseUri uri, SqlStoreOptions options) => new MySqlDriver(new MySqlStoreOptions(uri, options));
}
