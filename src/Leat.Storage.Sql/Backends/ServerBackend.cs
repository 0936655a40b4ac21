using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Upkeep;

namespace Leat.Storage.Sql.Backends;

/// <summary>A kind of database on a server. What goes wrong is told with the database's place, never its password.</summary>
public abstract class ServerBackend : SqlBackend
{
    private protected ServerBackend()
    {
    }

    /// <inheritdoc/>
    public sealed override async Task<ITrackingStore> OpenAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return await SqlTrackingStore.OpenAsync(DriverOf(uri.Database!, options), options, cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException exception)
        {
            throw new LeatException(exception.Code, $"The store {uri.Database} cannot be opened. {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public sealed override Task<IDatabaseUpkeep> OpenUpkeepAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(options);
        return Task.FromResult<IDatabaseUpkeep>(new SqlDatabaseUpkeep(() => DriverOf(uri.Database!, options), options));
    }

    internal abstract SqlDriver DriverOf(DatabaseUri uri, SqlStoreOptions options);
}
