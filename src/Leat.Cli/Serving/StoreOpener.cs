using System.Data.Common;
using Leat.Core;
using Leat.Storage.Files;
using Leat.Storage.MySql;
using Leat.Storage.PostgreSql;
using Leat.Storage.Sql;
using Leat.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Leat.Cli.Serving;

/// <summary>Opens the store that a URI names, or says in one sentence why it cannot.</summary>
internal static class StoreOpener
{
    /// <summary>The databases that stores can be kept in.</summary>
    private static readonly SqlBackend[] Backends = [SqliteStore.Backend, PostgreSqlStore.Backend, MySqlStore.Backend];

    /// <exception cref="LeatException">The kind of store is not supported yet, or the store cannot be opened.</exception>
    public static Task<ITrackingStore> OpenAsync(
        StoreUri uri, string defaultArtifactRoot, ILoggerFactory logs, CancellationToken cancellationToken) =>
        OpenAsync(uri, defaultArtifactRoot, FilePermissions.OwnerOnly, logs, cancellationToken);

    /// <inheritdoc cref="OpenAsync(StoreUri, string, ILoggerFactory, CancellationToken)"/>
    public static Task<ITrackingStore> OpenAsync(
        StoreUri uri, string defaultArtifactRoot, FilePermissions permissions, ILoggerFactory logs, CancellationToken cancellationToken) =>
        uri is { Kind: StoreKind.Directory, Path: { } path } && !LooksLikeDatabase(path)
            ? OpenDirectoryAsync(path, Options(defaultArtifactRoot, permissions, logs), cancellationToken)
            : BackendOf(uri).OpenAsync(uri, Options(defaultArtifactRoot, permissions, logs), cancellationToken);

    /// <summary>Opens the database that a URI names for upkeep, without changing it.</summary>
    /// <exception cref="LeatException">The kind of store is not supported yet or not a database, or the store cannot be opened.</exception>
    public static Task<IDatabaseUpkeep> OpenUpkeepAsync(StoreUri uri, CancellationToken cancellationToken) =>
        BackendOf(uri).OpenUpkeepAsync(uri, new SqlStoreOptions { DefaultArtifactRoot = "mlflow-artifacts:/" }, cancellationToken);

    /// <summary>Connects to a database that another program made, only to read it.</summary>
    /// <exception cref="LeatException">The kind of database is not supported, or it cannot be opened.</exception>
    public static Task<DbConnection> ConnectReadOnlyAsync(StoreUri uri, CancellationToken cancellationToken) =>
        BackendOf(uri).ConnectReadOnlyAsync(uri, cancellationToken);

    private static SqlStoreOptions Options(string defaultArtifactRoot, FilePermissions permissions, ILoggerFactory logs) => new()
    {
        DefaultArtifactRoot = defaultArtifactRoot,
        Limits = InputLimits.FromVariables(Environment.GetEnvironmentVariable),
        Permissions = permissions,
        LoggerFactory = logs,
    };

    /// <summary>A directory of files, with a SQLite database beside them as its index.</summary>
    private static Task<ITrackingStore> OpenDirectoryAsync(string path, SqlStoreOptions options, CancellationToken cancellationToken)
    {
        var log = options.LoggerFactory.CreateLogger("Leat.Storage.Files");
        return FileStore.OpenAsync(
            new FileStoreOptions
            {
                Path = path,
                OpenIndex = (database, cancel) => SqliteStore.Backend.OpenAsync(StoreUri.Parse($"sqlite:///{database}"), options, cancel),
                Note = note => FileStoreLog.NotShown(log, note),
            },
            cancellationToken);
    }

    private static SqlBackend BackendOf(StoreUri uri) =>
        Array.Find(Backends, backend => backend.Kind == uri.Kind) ?? throw new LeatException(ErrorCode.NotImplemented, WhyNot(uri));

    private static string WhyNot(StoreUri uri) => uri.Kind switch
    {
        StoreKind.Server => $"'{uri}' is the address of a server, and a server cannot be the store of another: give for example "
            + $"'{ServerSettings.DefaultStore}'.",
        StoreKind.Directory when LooksLikeDatabase(uri.Path!) =>
            $"'{uri}' is a path, and a path means a directory of files: for a SQLite database write 'sqlite:///{uri.Path}'.",
        _ => $"{uri.KindName} as a store ('{uri}') is not supported yet: give a SQLite database, for example '{ServerSettings.DefaultStore}'.",
    };

    private static bool LooksLikeDatabase(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".db" or ".sqlite" or ".sqlite3";
}
