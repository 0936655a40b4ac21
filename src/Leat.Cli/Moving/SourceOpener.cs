using System.Data.Common;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Transfer;
using Leat.Transfer.Mlflow;
using Leat.Transfer.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Cli.Moving;

/// <summary>Opens what is to be imported.</summary>
internal static class SourceOpener
{
    /// <param name="text">A path or a URI.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="experiment">The name of the experiment that runs come into if the source knows no experiments.</param>
    /// <exception cref="LeatException">There is no such source, or it is none that can be read.</exception>
    public static async Task<ITransferSource> OpenAsync(string text, CancellationToken cancellationToken, string? experiment = null)
    {
        var uri = StoreUri.Parse(File.Exists(text) ? $"sqlite:///{text}" : text);
        if (uri.Kind == StoreKind.Directory)
            return DirectoryOpener.Open(uri.Path!, experiment);
        if (uri.Kind == StoreKind.Server)
            return new StoreSource(await ServerStore.OpenAsync(uri, cancellationToken), $"the server {uri}");
        if (uri.Kind is not (StoreKind.Sqlite or StoreKind.PostgreSql or StoreKind.MySql))
        {
            throw new LeatException(
                ErrorCode.NotImplemented, $"{uri.KindName} ('{uri}') cannot be imported yet: give the database of an MLflow server, for example 'sqlite:///mlflow.db', a directory, './mlruns', or a server, 'http://localhost:5000'.");
        }

        var connection = await StoreOpener.ConnectReadOnlyAsync(uri, cancellationToken);
        if (await IsLeatAsync(connection, cancellationToken))
        {
            await connection.DisposeAsync();
            return await OpenStoreAsync(uri, cancellationToken);
        }

        return await MlflowDatabase.OpenAsync(
            connection, $"the database {NameOf(uri)}", uri.Kind == StoreKind.MySql ? MlflowSyntax.MySql : MlflowSyntax.Standard, cancellationToken);
    }

    private static string NameOf(StoreUri uri) => uri.Path is { } path ? $"'{Path.GetFullPath(path)}'" : $"{uri.Database}";

    private static async Task<bool> IsLeatAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM leat_schema";
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Opens a store of Leat, if that changes nothing in it.</summary>
    private static async Task<StoreSource> OpenStoreAsync(StoreUri uri, CancellationToken cancellationToken)
    {
        await StoreSchema.IsEmptyAsync(uri, cancellationToken);
        var store = await StoreOpener.OpenAsync(uri, $"{ArtifactUri.ProxyScheme}:/", NullLoggerFactory.Instance, cancellationToken);
        return new StoreSource(store, $"the store {NameOf(uri)}");
    }
}
