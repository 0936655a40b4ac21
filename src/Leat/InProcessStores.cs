using Leat.Artifacts;
using Leat.Client;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Files;
using Leat.Storage.Sqlite;
using Leat.Webhooks;

namespace Leat;

/// <summary>Lets <c>Leat.Client</c> open local stores in the program's own process.</summary>
/// <remarks>C# programs that reference the package need not call anything: the package adds a module initializer to them
/// that does it. Programs in other languages call <see cref="Register"/> once at their start.</remarks>
public static class InProcessStores
{
    /// <summary>The same as for 'leat server', so that a program and a server started in one directory share their artifacts.</summary>
    private const string DefaultArtifactRoot = "mlartifacts";

    /// <summary>How long closing a store waits for webhooks. What is not delivered by then is lost.</summary>
    private static readonly TimeSpan DeliveryTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Registers the scheme <c>sqlite</c>, and <c>file</c>, which plain paths have too. May be called more than once.</summary>
    public static void Register()
    {
        TrackingStores.Register("sqlite", OpenSqliteAsync);
        TrackingStores.Register("file", OpenDirectoryAsync);
    }

    /// <summary>A directory of files as MLflow's file store keeps it. Artifacts lie in it too, as those that MLflow puts there.</summary>
    private static async Task<OpenedStore> OpenDirectoryAsync(string trackingUri, LeatClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var directory = Path.GetFullPath(StoreUri.Parse(trackingUri).Path!);
        var permissions = Permissions();
        var store = await FileStore.OpenAsync(
            new FileStoreOptions
            {
                Path = directory,
                TimeProvider = options.TimeProvider,
                OpenIndex = (database, cancel) => SqliteStore.OpenAsync(
                    new SqliteStoreOptions
                    {
                        Path = database,
                        DefaultArtifactRoot = new Uri(directory).AbsoluteUri,
                        Permissions = permissions,
                        Limits = InputLimits.FromVariables(Environment.GetEnvironmentVariable),
                        TimeProvider = options.TimeProvider,
                    },
                    cancel),
            },
            cancellationToken).ConfigureAwait(false);
        var destination = Environment.GetEnvironmentVariable("MLFLOW_ARTIFACTS_DESTINATION") is { Length: > 0 } root ? root : DefaultArtifactRoot;
        return new OpenedStore(store, Artifacts(ArtifactUri.ToAbsolute(destination), permissions, options));
    }

    private static async Task<OpenedStore> OpenSqliteAsync(
        string trackingUri, LeatClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var artifactRoot = ArtifactUri.ToAbsolute(Environment.GetEnvironmentVariable("MLFLOW_ARTIFACTS_DESTINATION") is { Length: > 0 } root
            ? root
            : DefaultArtifactRoot);
        var permissions = Permissions();
        var artifacts = Artifacts(artifactRoot, permissions, options);
        var path = StoreUri.Parse(trackingUri).Path!;
        var webhooks = WebhookEnvironment.Read(Environment.GetEnvironmentVariable) with
        {
            SecretKeyFile = WebhookEnvironment.SecretKeyFileOf(path),
            ShutdownTimeout = DeliveryTimeout,
        };
        var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions
            {
                Path = path,
                DefaultArtifactRoot = artifactRoot,
                Permissions = permissions,
                Limits = InputLimits.FromVariables(Environment.GetEnvironmentVariable),
                TimeProvider = options.TimeProvider,
            },
            cancellationToken).ConfigureAwait(false);
        return new OpenedStore(store.WithWebhooks(webhooks, options.TimeProvider), artifacts);
    }

    /// <summary>Any local directory may be opened, since the program has its user's rights. Files that a server on the same
    /// database keeps behind its proxy are looked for where 'leat server' puts them by default.</summary>
    private static ArtifactRepositoryProvider Artifacts(string artifactRoot, FilePermissions permissions, LeatClientOptions options) => new(
        new ArtifactRepositoryProviderOptions
        {
            Schemes = options.ArtifactSchemes,
            ServeDestination = artifactRoot,
            Permissions = permissions,
            Environment = Environment.GetEnvironmentVariable,
        });

    private static FilePermissions Permissions()
    {
        if (Environment.GetEnvironmentVariable(FilePermissions.Variable) is not { Length: > 0 } text)
            return FilePermissions.OwnerOnly;
        return FilePermissions.TryParse(text, out var permissions)
            ? permissions!
            : throw LeatException.InvalidParameter($"Invalid value for the environment variable {FilePermissions.Variable}: '{text}' {FilePermissions.Rule}.");
    }
}
