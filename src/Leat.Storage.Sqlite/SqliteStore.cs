using Leat.Core;
using Leat.Storage.Sql;

namespace Leat.Storage.Sqlite;

/// <summary>Keeps experiments and runs in one SQLite file.</summary>
/// <remarks>Write-ahead log, every commit synced to disk before it is acknowledged. Several processes on one machine may share a file
/// (not over a network file system).</remarks>
public static class SqliteStore
{
    /// <summary>Opens a store, making or upgrading the database as needed.</summary>
    /// <exception cref="LeatException">The file cannot be used; the message says why in one sentence: its folder is missing or
    /// not writable, it is not a SQLite database, it belongs to MLflow or to another program, or it is from a newer Leat.</exception>
    public static async Task<ITrackingStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = new SqliteFile(options.Path);
        await file.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await SqlTrackingStore.OpenAsync(new SqliteDialect(file), options, cancellationToken).ConfigureAwait(false);
    }
}
