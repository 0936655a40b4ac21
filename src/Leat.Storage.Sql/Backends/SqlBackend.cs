using Leat.Core;

namespace Leat.Storage.Sql.Backends;

/// <summary>A kind of SQL database, for programs that open the stores which URIs name. A program lists the backends that it serves; nothing
/// else of it knows one by name.</summary>
public abstract class SqlBackend
{
    private protected SqlBackend()
    {
    }

    /// <summary>The kind of store URIs that it serves.</summary>
    public abstract StoreKind Kind { get; }

    /// <summary>Opens the store that a URI of this kind names, making or upgrading the tables as needed.</summary>
    /// <exception cref="LeatException">The database cannot be used; the message says which and why, and shows no password.</exception>
    public abstract Task<ITrackingStore> OpenAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default);

    /// <summary>Upkeep of the database that a URI of this kind names, without making or upgrading it.</summary>
    /// <exception cref="LeatException">There is no such database, or it cannot be used.</exception>
    public abstract Task<IDatabaseUpkeep> OpenUpkeepAsync(StoreUri uri, SqlStoreOptions options, CancellationToken cancellationToken = default);
}
