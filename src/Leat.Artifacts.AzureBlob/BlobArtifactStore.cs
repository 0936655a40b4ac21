using System.Collections.Concurrent;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Leat.Artifacts.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

/// <summary>Artifacts in containers of Azure Blob Storage (<c>wasbs://container@account.blob.core.windows.net/path</c>) and in file systems of
/// Azure Data Lake Storage Gen2 (<c>abfss://container@account.dfs.core.windows.net/path</c>), which are containers too.</summary>
/// <remarks>The variables that MLflow's client reads decide about credentials; see docs/artifacts.md. Register it with
/// <c>ArtifactSchemes.Default.Register("wasbs", BlobArtifactStore.Create)</c>.</remarks>
public sealed class BlobArtifactStore : IArtifactStore
{
    private readonly BlobSettings _settings;
    private readonly TimeProvider _time;
    private readonly int? _pageSize;

    /// <summary>One for each account; the SDK's clients share their connections and own nothing that would have to be disposed.</summary>
    private readonly ConcurrentDictionary<string, Lazy<BlobServiceClient>> _accounts = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="context">What the program provides.</param>
    /// <param name="pageSize">How many entries a page of a listing has; null for as many as the service likes.</param>
    /// <param name="transport">Carries requests in place of the SDK's own connections.</param>
    internal BlobArtifactStore(ArtifactStoreContext context, int? pageSize = null, HttpPipelineTransport? transport = null)
    {
        _pageSize = pageSize;
        _settings = new BlobSettings(context.Environment, transport);
        _time = context.TimeProvider;
    }

    /// <summary>Makes the store.</summary>
    public static IArtifactStore Create(ArtifactStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BlobArtifactStore(context);
    }

    /// <inheritdoc/>
    public IArtifactRepository Open(ArtifactLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var place = BlobPlace.Of(location);
        var account = _accounts.GetOrAdd(place.Host, static (host, settings) => new Lazy<BlobServiceClient>(() => settings.Open(host)), _settings);
        return new ObjectRepository(new AzureContainer(account, place, _time, _pageSize));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _accounts.Clear();
        return ValueTask.CompletedTask;
    }
}
