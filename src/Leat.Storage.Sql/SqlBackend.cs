using System.Data.Common;
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
    private readonly Func<StoreUri, DbConnection> _connect;
    private readonly string? _readOnly;

    internal SqlBackend(
        StoreKind kind,
        Func<StoreUri, SqlStoreOptions, CancellationToken, Task<ITrackingStore>> open,
        Func<StoreUri, SqlStoreOptions, CancellationToken, Task<IDatabaseUpkeep>> openUpkeep,
        Func<StoreUri, DbConnection> connect,
        string? readOnly = null) =>
        (Kind, _open, _openUpkeep, _connect, _readOnly) = (kind, open, openUpkeep, connect, readOnly);

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

    /// <summary>Connects to a database of this kind that another program made. The connection cannot write.</summary>
    /// <exception cref="LeatException">There is no such database, or it cannot be opened.</exception>
    public async Task<DbConnection> ConnectReadOnlyAsync(StoreUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var connection = _connect(uri);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (_readOnly is not null)
            {
                var command = connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
#pragma warning disable CA2100 // A constant of the backend.
                    command.CommandText = _readOnly;
#pragma warning restore CA2100
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            return connection;
        }
        catch (DbException error)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new LeatException(ErrorCode.InvalidParameterValue, $"The database {uri} cannot be opened: {error.Message.TrimEnd('.')}.", error);
        }
    }

    /// <summary>A kind of database on a server. Errors name the database's address, never its password.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="driverOf">Makes the driver of a store.</param>
    /// <param name="connect">Makes a connection outside of a store.</param>
    /// <param name="readOnly">The statement after which a session only reads.</param>
    internal static SqlBackend OfServer(
        StoreKind kind, Func<DatabaseUri, SqlStoreOptions, SqlDriver> driverOf, Func<DatabaseUri, DbConnection> connect, string readOnly) => new(
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
        (uri, options, _) => Task.FromResult<IDatabaseUpkeep>(new SqlDatabaseUpkeep(() => driverOf(uri.Database!, options), options)),
        uri => connect(uri.Database!),
        readOnly);
}
