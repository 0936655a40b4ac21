using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

/// <summary>Artifacts in buckets of Google Cloud Storage (<c>gs://bucket/path</c>).</summary>
/// <remarks>Application default credentials decide who asks; see docs/artifacts.md. Register it with
/// <c>ArtifactSchemes.Default.Register("gs", GcsArtifactStore.Create)</c>.</remarks>
public sealed class GcsArtifactStore : IArtifactStore
{
    private readonly Lazy<GcsService> _service;
    private readonly TimeProvider _time;

    private GcsArtifactStore(ArtifactStoreContext context)
    {
        _service = new Lazy<GcsService>(() => new GcsService(new GcsSettings(context.Environment)), LazyThreadSafetyMode.ExecutionAndPublication);
        _time = context.TimeProvider;
    }

    /// <summary>Makes the store.</summary>
    public static IArtifactStore Create(ArtifactStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new GcsArtifactStore(context);
    }

    /// <inheritdoc/>
    public IArtifactRepository Open(ArtifactLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);

        // Keys are taken as they are written, not decoded: MLflow's clients do the same, and a bucket is shared with them.
        var prefix = (location.Path.StartsWith('/') ? location.Path[1..] : location.Path).TrimEnd('/');
        return location.Authority.Length > 0 && !location.Authority.Contains('@', StringComparison.Ordinal)
            ? new ObjectRepository(new GcsBucket(_service, location.Authority, prefix, _time))
            : throw LeatException.InvalidParameter($"The artifact location '{location}' names no bucket: write 'gs://<bucket>/<path>'.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_service.IsValueCreated)
            _service.Value.Dispose();
        return ValueTask.CompletedTask;
    }
}
