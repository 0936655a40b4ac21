using Leat.Core;
using Leat.Storage.Sql;
using MySqlConnector;

namespace Leat.Storage.MySql;

/// <summary>Keeps experiments and runs in a MariaDB or MySQL database, which several servers may share.</summary>
/// <remarks>Tested with MariaDB 10.11 and MySQL 8.0. A commit is on disk before it is acknowledged if the server has
/// <c>innodb_flush_log_at_trx_commit = 1</c>, its default; no session can set that.</remarks>
public static class MySqlStore
{
    /// <summary>Opens stores by their URIs.</summary>
    public static SqlBackend Backend { get; } =
        SqlBackend.OfServer(
            StoreKind.MySql,
            static (uri, options) => new MySqlDriver(new MySqlStoreOptions(uri, options)),
            static uri => new MySqlConnection(MySqlConnectionString.Of(uri)),
            "SET SESSION TRANSACTION READ ONLY");

    /// <summary>Opens a store, making or upgrading the tables as needed.</summary>
    /// <exception cref="LeatException">The database cannot be used; the message says why in one sentence: it cannot be reached, it refuses
    /// the user, it is not there, its server is too old or takes too small packets, it belongs to MLflow or to
    /// another program, or it is from a newer Leat.</exception>
    public static async Task<ITrackingStore> OpenAsync(MySqlStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await SqlTrackingStore.OpenAsync(new MySqlDriver(options), options, cancellationToken).ConfigureAwait(false);
    }
}
