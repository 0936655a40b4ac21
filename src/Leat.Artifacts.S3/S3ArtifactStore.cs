using System.Collections.Concurrent;
using Amazon.S3;
using Leat.Artifacts.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

/// <summary>Artifacts in buckets of Amazon S3 (<c>s3://bucket/path</c>) and of services that speak its protocol, MinIO, Ceph and Swift
/// among them, and in Cloudflare R2 (<c>r2://bucket@account.r2.cloudflarestorage.com/path</c>).</summary>
/// <remarks>The variables that MLflow's client and AWS's tools read decide about address, credentials and region; see
/// docs/artifacts.md. Register it with <c>ArtifactSchemes.Default.Register("s3", S3ArtifactStore.Create)</c>.</remarks>
public sealed class S3ArtifactStore : IArtifactStore
{
    private readonly S3Settings _settings;
    private readonly TimeProvider _time;

    /// <summary>One for each service; <c>""</c> stands for the one that the settings name.</summary>
    private readonly ConcurrentDictionary<string, Lazy<AmazonS3Client>> _clients = new(StringComparer.Ordinal);

    private S3ArtifactStore(ArtifactStoreContext context)
    {
        _settings = new S3Settings(context.Environment);
        _time = context.TimeProvider;
    }

    /// <summary>Makes the store.</summary>
    public static IArtifactStore Create(ArtifactStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new S3ArtifactStore(context);
    }

    /// <inheritdoc/>
    public IArtifactRepository Open(ArtifactLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var place = S3Place.Of(location);
        var client = _clients.GetOrAdd(place.Endpoint ?? "", static (_, of) => new Lazy<AmazonS3Client>(() => of.Settings.Open(of.Endpoint)), (Settings: _settings, place.Endpoint));
        return new ObjectRepository(new S3Bucket(client, place, _settings, _time));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
        _clients.Clear();
        return ValueTask.CompletedTask;
    }
}
