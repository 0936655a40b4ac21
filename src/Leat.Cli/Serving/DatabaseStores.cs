using Leat.Core;
using Leat.Storage.MySql;
using Leat.Storage.PostgreSql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Cli.Serving;

/// <summary>Opens databases on servers; what goes wrong is told with the database's place, never its password.</summary>
internal static class DatabaseStores
{
    private const int Readers = 8;

    /// <exception cref="LeatException">The database cannot be used; the message says which and why.</exception>
    public static async Task<ITrackingStore> OpenAsync(
        DatabaseUri uri, string defaultArtifactRoot, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        try
        {
            return uri.Kind == StoreKind.PostgreSql
                ? await PostgreSqlStore.OpenAsync(PostgreSql(uri, defaultArtifactRoot, logs), cancellationToken)
                : await MySqlStore.OpenAsync(MySql(uri, defaultArtifactRoot, logs), cancellationToken);
        }
        catch (LeatException exception)
        {
            throw new LeatException(exception.Code, $"The store {uri} cannot be opened. {exception.Message}", exception);
        }
    }

    /// <summary>Upkeep of a database, without opening a store on it.</summary>
    public static IDatabaseUpkeep OpenUpkeep(DatabaseUri uri) => uri.Kind == StoreKind.PostgreSql
        ? PostgreSqlStore.OpenUpkeep(PostgreSql(uri, "mlflow-artifacts:/", NullLoggerFactory.Instance))
        : MySqlStore.OpenUpkeep(MySql(uri, "mlflow-artifacts:/", NullLoggerFactory.Instance));

    private static PostgreSqlStoreOptions PostgreSql(DatabaseUri uri, string defaultArtifactRoot, ILoggerFactory logs) => new()
    {
        ConnectionString = PostgreSqlConnectionString.Of(uri),
        Readers = uri.Readers ?? Readers,
        Writers = uri.Writers,
        DefaultArtifactRoot = defaultArtifactRoot,
        LoggerFactory = logs,
    };

    private static MySqlStoreOptions MySql(DatabaseUri uri, string defaultArtifactRoot, ILoggerFactory logs) => new()
    {
        ConnectionString = MySqlConnectionString.Of(uri),
        Readers = uri.Readers ?? Readers,
        Writers = uri.Writers,
        DefaultArtifactRoot = defaultArtifactRoot,
        LoggerFactory = logs,
    };
}
