using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Client;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Tracked;

/// <summary>Opens the server or the store that a command works on.</summary>
/// <param name="artifacts">The stores of artifacts that may be opened.</param>
internal sealed class TrackingOpener(ArtifactSchemes artifacts)
{
    /// <summary>One option for all commands.</summary>
    public static Setting TrackingUri { get; } = new(
        "--tracking-uri", "URI", "A server (http://localhost:5000), or a store (sqlite:///leat.db, postgresql://…). Default: sqlite:///leat.db", "MLFLOW_TRACKING_URI");

    /// <exception cref="LeatException">There is no such store, or it cannot be opened. A server is not asked before the first call.</exception>
    public async Task<LeatClient> OpenAsync(SettingReader reader, CancellationToken cancellationToken)
    {
        var uri = StoreUri.Parse(reader.Text(TrackingUri) ?? ServerSettings.DefaultStore);
        var options = LeatClientOptions.FromEnvironment() with { ArtifactSchemes = artifacts };
        if (uri.Kind == StoreKind.Server)
            return await LeatClient.ConnectAsync(uri.Text, options, cancellationToken);
        if (uri.Kind == StoreKind.Sqlite && !File.Exists(uri.Path))
            throw LeatException.DoesNotExist(Missing(uri));
        var store = await CommandStore.OpenAsync(uri, reader, cancellationToken);
        return new LeatClient(store, ArtifactsOf(reader), options);
    }

    /// <summary>Any place that this user can reach. What a server keeps behind its proxy is where 'leat server' puts it.</summary>
    private ArtifactRepositoryProvider ArtifactsOf(SettingReader reader) => new(new ArtifactRepositoryProviderOptions
    {
        Schemes = artifacts,
        ServeDestination = ArtifactUri.ToAbsolute(reader.Variable("MLFLOW_ARTIFACTS_DESTINATION") ?? ServerSettings.DefaultArtifactsDestination),
        Permissions = FileSettings.ReadPermissions(reader),
        Environment = Environment.GetEnvironmentVariable,
    });

    private static string Missing(StoreUri uri) =>
        $"There is no database at '{uri.Path}': give the address of a server or another store with --tracking-uri or MLFLOW_TRACKING_URI; 'leat server' makes a new store.";
}
