using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Upkeep;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leat.Storage.Sqlite;

/// <summary>Keeps experiments and runs in one SQLite file.</summary>
/// <remarks>Write-ahead log, every commit synced to disk before it is acknowledged. Several processes on one machine may share a file
/// (not over a network file system).</remarks>
public static class SqliteStore
{
    /// <summary>Opens stores by their URIs.</summary>
    public static SqlBackend Backend { get; } = new(
        StoreKind.Sqlite,
        static (uri, options, cancellationToken) => OpenAsync(new SqliteStoreOptions(options) { Path = uri.Path! }, cancellationToken),
        static (uri, options, cancellationToken) => OpenUpkeepAsync(new SqliteStoreOptions(options) { Path = uri.Path! }, cancellationToken),
        static uri => ConnectReadOnly(new SqliteFile(uri.Path!)));

    /// <summary>Limits what SQLite takes in this process. A read or write that would need more fails as if others held the memory.</summary>
    /// <param name="bytes">For values in use, besides the pages that the connections of one store keep: 16 MiB each, for a writer and for two
    /// readers per processor, at least four.</param>
    public static void LimitMemory(long bytes)
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_hard_heap_limit64(SqliteDriver.MostCache + bytes);
    }

    /// <summary>Opens a store, making or upgrading the database as needed.</summary>
    /// <exception cref="LeatException">The file cannot be used; the message says why in one sentence: its folder is missing or
    /// not writable, it is not a SQLite database, it belongs to MLflow or to another program, or it is from a newer Leat.</exception>
    public static async Task<ITrackingStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = new SqliteFile(options.Path, options.Permissions);
        await file.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await SqlTrackingStore.OpenAsync(new SqliteDriver(file), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a database for upkeep, without making or upgrading it.</summary>
    /// <exception cref="LeatException">As with <see cref="OpenAsync"/>; also a file that is not there.</exception>
    public static async Task<IDatabaseUpkeep> OpenUpkeepAsync(SqliteStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = new SqliteFile(options.Path, options.Permissions);
        if (!File.Exists(file.FullPath))
            throw LeatException.DoesNotExist($"There is no database '{file.FullPath}'.");
        await file.CheckAsync(cancellationToken).ConfigureAwait(false);
        return new SqlDatabaseUpkeep(() => new SqliteDriver(new SqliteFile(options.Path, options.Permissions)), options);
    }

    /// <summary>Makes an empty database for the tables of another program.</summary>
    /// <param name="path">A file that is not there yet; only its owner may read it.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="LeatException">The file is there, or cannot be made.</exception>
    public static async Task<DbConnection> CreateForeignAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = new SqliteFile(path);
        if (File.Exists(file.FullPath))
            throw LeatException.AlreadyExists($"'{file.FullPath}' is there already. Name a file that is not.");
        await file.CheckAsync(cancellationToken).ConfigureAwait(false);
        file.Make();
        var connection = new SqliteConnection($"{file.ConnectionString(SqliteOpenMode.ReadWriteCreate)};Foreign Keys=False");
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    private static SqliteConnection ConnectReadOnly(SqliteFile file) => File.Exists(file.FullPath)
        ? new SqliteConnection(file.ConnectionString(SqliteOpenMode.ReadOnly))
        : throw LeatException.DoesNotExist($"There is no database '{file.FullPath}'.");
}
