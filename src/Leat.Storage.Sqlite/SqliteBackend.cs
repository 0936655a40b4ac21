using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Backends;

namespace Leat.Storage.Sqlite;

/// <summary>Stores in SQLite files, for programs that open what a URI names.</summary>
public sealed class SqliteBackend : SqlBackend
{
    /// <inheritdoc/>
    public override StoreKind Kind => StoreKind.Sqlite;

    /// <inheritdoc/>
    public override Task<ITrackingStore> OpenAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default) =>
        SqliteStore.OpenAsync(OptionsOf(uri, options), cancellationToken);

    /// <inheritdoc/>
    public override Task<IDatabaseUpkeep> OpenUpkeepAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default) =>
        SqliteStore.OpenUpkeepAsync(OptionsOf(uri, options), cancellationToken);

    private static SqliteStoreOptions OptionsOf(StoreUri uri, SqlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteStoreOptions(options) { Path = uri.Path! };
    }
}
