using System.Collections.Concurrent;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

/// <summary>Artifacts in memory, at <c>mem://bucket/path</c>: a store that has every capability and no directory.</summary>
public sealed class MemoryArtifactStore(ConcurrentDictionary<string, MemoryBucket> buckets, TimeProvider time) : IArtifactStore
{
    /// <summary>A store with one bucket of its own, called <c>bucket</c>.</summary>
    public MemoryArtifactStore()
        : this(new ConcurrentDictionary<string, MemoryBucket> { ["bucket"] = new() }, TimeProvider.System)
    {
    }

    /// <summary>The buckets by name.</summary>
    public ConcurrentDictionary<string, MemoryBucket> Buckets => buckets;

    /// <summary>How often it was disposed.</summary>
    public int Disposals { get; private set; }

    /// <inheritdoc/>
    public IArtifactRepository Open(ArtifactLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        ObjectDisposedException.ThrowIf(Disposals > 0, this);
        return location.Authority.Length > 0
            ? new MemoryArtifactRepository(buckets, location.Authority, location.Path.Trim('/'), time)
            : throw LeatException.InvalidParameter($"The artifact location '{location}' names no bucket.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Disposals++;
        return ValueTask.CompletedTask;
    }
}
