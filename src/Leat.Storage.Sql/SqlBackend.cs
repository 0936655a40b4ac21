using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Upkeep;

namespace Leat.Storage.Sql;

/// <summary>A kind of SQL database, for programs that open stores by URI. A program lists the backends that it supports; the rest of it knows
/// none of them by name.</summary>
public sealed class SqlBackend
{
    private readonly Func<StoreUri, SqlStoreOptions, CancellationToken, Task<ITrackingStore>> _open;
    private readonly Func<StoreUri, SqlStoreOptions, CancellationToken, Task<IDatabaseUpkeep>> _openUpkeep;

    internal SqlBackend(
        StoreKind kind,
        Func<StoreUri, SqlStoreOptions, CancellationToken, Task<ITrackingStore>> open,
        Func<StoreUri, SqlStoreOptions, CancellationToken, Task<IDatabaseUpkeep>> openUpkeep) =>
        (Kind, _open, _openUpkeep) = (kind, open, openUpkeep);

    /// <summary>The kind of store URIs that it serves.</summary>
    public StoreKind Kind { get; }

    /// <summary>Opens the store that a URI of this kind names, creating or upgrading the tables as needed.</summary>
    /// <exception cref="LeatException">The database cannot be used; the message says which and why, and shows no password.</exception>
    public Task<ITrackingStore> OpenAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default) =>
        _open(uri, options, cancellationToken);

    /// <summary>Opens the database that a URI of this kind names for upkeep, without creating or upgrading it.</summary>
    /// <exception cref="LeatException">There is no such database, or it cannot be used.</exception>
    public Task<IDatabaseUpkeep> OpenUpkeepAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default) =>
        _openUpkeep(uri, options, cancellationToken);

    /// <summary>A kind of database on a server. Errors name the database's address, never its password.</summary>
    internal static SqlBackend OfServer(StoreKind kind, Func<DatabaseUri, SqlStoreOptions, SqlDriver> driverOf) => new(
        kind,
        async (uri, options, cancellationToken) =>
        {
            try
            {
                return await SqlTrackingStore.OpenAsync(driverOf(uri.Database!, options), options, cancellationToken).ConfigureAwait(false);
            }
            catch (LeatException exception)
            {
                throw new LeatException(exception.Code, $"The store {uri.Database} cannot be opened. {exception.Message}", exception);
            }
        },
        (uri, options, _) => Task.FromResult<IDatabaseUpkeep>(new SqlDatabaseUpkeep(() => driverOf(uri.Database!, options), options)));
}
