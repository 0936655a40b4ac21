using Leat.Core;
using Leat.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Leat.Cli.Serving;

/// <summary>Opens the store that a URI names, or says in one sentence why it cannot.</summary>
internal static class StoreOpener
{
    /// <exception cref="LeatException">A kind of store that is not there yet, or one that cannot be opened.</exception>
    public static Task<ITrackingStore> OpenAsync(
        StoreUri uri, string defaultArtifactRoot, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (uri.Database is { } database)
            return DatabaseStores.OpenAsync(database, defaultArtifactRoot, logs, cancellationToken);
        if (uri.Kind != StoreKind.Sqlite)
            throw new LeatException(ErrorCode.NotImplemented, WhyNot(uri));
        var options = new SqliteStoreOptions
        {
            Path = uri.Path!,
            DefaultArtifactRoot = defaultArtifactRoot,
            LoggerFactory = logs,
        };
        return SqliteStore.OpenAsync(options, cancellationToken);
    }

    /// <summary>Opens the database that a URI names for upkeep, without changing it.</summary>
    /// <exception cref="LeatException">A kind of store that is not there yet or is no database, or one that cannot be opened.</exception>
    public static Task<IDatabaseUpkeep> OpenUpkeepAsync(StoreUri uri, CancellationToken cancellationToken) => uri switch
    {
        { Kind: StoreKind.Sqlite } => SqliteStore.OpenUpkeepAsync(
            new SqliteStoreOptions { Path = uri.Path!, DefaultArtifactRoot = "mlflow-artifacts:/" }, cancellationToken),
        { Database: { } database } => Task.FromResult(DatabaseStores.OpenUpkeep(database)),
        _ => throw new LeatException(ErrorCode.NotImplemented, WhyNot(uri)),
    };

    private static string WhyNot(StoreUri uri) => uri.Kind switch
    {
        StoreKind.SqlServer => NotYet("SQL Server", uri),
        StoreKind.Directory when LooksLikeDatabase(uri.Path!) =>
            $"'{uri}' is a path, and a path means a directory of files: for a SQLite database write 'sqlite:///{uri.Path}'.",
        StoreKind.Directory => NotYet("A directory of files as MLflow's file store keeps it", uri),
        _ => $"'{uri}' is the address of a server, and a server cannot be the store of another: give for example "
            + $"'{ServerSettings.DefaultStore}'.",
    };

    private static string NotYet(string what, StoreUri uri) =>
        $"{what} as a store ('{uri}') is not there yet: give a SQLite database, for example '{ServerSettings.DefaultStore}'.";

    private static bool LooksLikeDatabase(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".db" or ".sqlite" or ".sqlite3";
}
