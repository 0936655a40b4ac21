using Leat.Core;
using Leat.Storage.Sql;
using Npgsql;

namespace Leat.Storage.PostgreSql;

/// <summary>Keeps experiments and runs in a PostgreSQL database, which several servers may share.</summary>
/// <remarks>Every commit is on disk before it is acknowledged: the store sets <c>synchronous_commit</c> itself.</remarks>
public static class PostgreSqlStore
{
    /// <summary>Opens stores by their URIs.</summary>
    public static SqlBackend Backend { get; } =
        SqlBackend.OfServer(
            StoreKind.PostgreSql,
            static (uri, options) => new PostgreSqlDriver(new PostgreSqlStoreOptions(uri, options)),
            static uri => new NpgsqlConnection(PostgreSqlConnectionString.Of(uri)),
            "SET default_transaction_read_only = on");

    /// <summary>Opens a store, making or upgrading the tables as needed.</summary>
    /// <exception cref="LeatException">The database cannot be used; the message says why in one sentence: it cannot be reached, it refuses
    /// the user, it belongs to MLflow or to another program, its encoding is not UTF8, or it is from a newer Leat.</exception>
    public static async Task<ITrackingStore> OpenAsync(PostgreSqlStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await SqlTrackingStore.OpenAsync(new PostgreSqlDriver(options), options, cancellationToken).ConfigureAwait(false);
    }
}
