using System.Collections.Concurrent;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

/// <summary>The keys of a bucket that begin with a prefix.</summary>
internal sealed class MemoryArtifactRepository(
    ConcurrentDictionary<string, MemoryBucket> buckets, string name, string prefix, TimeProvider time)
    : IArtifactRepository, IMultipartUploads, IUploadSweep, IRootCheck
{
    private MemoryBucket Bucket => buckets.TryGetValue(name, out var bucket) ? bucket : throw NoBucket();

    private IEnumerable<string> Keys => Bucket.Objects.Keys;

    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        var below = Below(path);
        IReadOnlyList<ArtifactEntry> entries =
        [
            .. Bucket.Objects.Where(file => file.Key.StartsWith(below, StringComparison.Ordinal))
                .Select(file => EntryOf(path, file.Key[below.Length..].Split('/'), file.Value.Content.Length))
                .DistinctBy(entry => entry.Path)
                .OrderBy(entry => entry.Path, StringComparer.Ordinal),
        ];
        return Task.FromResult(entries);
    }

    public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        if (Bucket.Objects.TryGetValue(Key(path), out var file))
            return Task.FromResult(new ArtifactContent(new MemoryStream(file.Content, writable: false), file.Content.Length, file.Stored));
        throw IsDirectory(path)
            ? LeatException.InvalidParameter($"The artifact '{path}' is a directory, not a file.")
            : LeatException.DoesNotExist($"No such artifact: '{path}'.");
    }

    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        RequireRoomFor(path);
        using var content = new MemoryStream();
        await body.OpenRead().CopyToAsync(content, cancellationToken);
        Store(path, content.ToArray());
    }

    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default)
    {
        var below = Below(path);
        foreach (var key in Keys.Where(key => key == Key(path) || key.StartsWith(below, StringComparison.Ordinal)))
            Bucket.Objects.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default)
    {
        RequireRoomFor(path);
        var id = Bucket.Begin(Key(path), time.GetUtcNow());
        return Task.FromResult(new MultipartUpload(
            id,
            [.. Enumerable.Range(1, partCount).Select(number => new PartAddress(number, MemoryBucket.AddressOf(id, number), new Dictionary<string, string>()))]));
    }

    public Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        var content = Bucket.End(uploadId, Key(path), [.. parts.Select(part => (part.Number, part.ETag))])
            ?? throw LeatException.InvalidParameter($"There is no upload '{uploadId}' of '{path}', or a part of it has not arrived.");
        Store(path, content);
        return Task.CompletedTask;
    }

    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default)
    {
        Bucket.Abort(uploadId);
        return Task.CompletedTask;
    }

    public Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default)
    {
        var abandoned = Bucket.UploadsBefore(Below(null), time.GetUtcNow().AddDays(-1));
        return Task.FromResult(new SweptUploads(abandoned.Count, abandoned.Sum(Bucket.Abort)));
    }

    public Task<bool> ExistsAsync(CancellationToken cancellationToken = default) => Task.FromResult(buckets.ContainsKey(name));

    public Task RequireWritableAsync(CancellationToken cancellationToken = default) =>
        buckets.ContainsKey(name) ? Task.CompletedTask : throw NoBucket();

    private static ArtifactEntry EntryOf(string? parent, string[] segments, long size) => segments.Length == 1
        ? new ArtifactEntry(ArtifactPath.Combine(parent, segments[0]), IsDirectory: false, size)
        : new ArtifactEntry(ArtifactPath.Combine(parent, segments[0]), IsDirectory: true, null);

    private void Store(string path, byte[] content) => Bucket.Objects[Key(path)] = (content, time.GetUtcNow());

    private void RequireRoomFor(string path)
    {
        if (IsDirectory(path))
            throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, so no file can be stored there.");
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (Bucket.Objects.ContainsKey(Key(path[..end])))
                throw LeatException.InvalidParameter($"The artifact '{path[..end]}' is a file, so nothing can be stored below it.");
        }
    }

    private bool IsDirectory(string path) => Keys.Any(key => key.StartsWith(Below(path), StringComparison.Ordinal));

    private string Key(string? path) => ArtifactPath.Combine(prefix, path);

    /// <summary>What the keys begin with that lie in a directory.</summary>
    private string Below(string? path) => Key(path) is { Length: > 0 } key ? key + "/" : "";

    private LeatException NoBucket() => LeatException.DoesNotExist($"There is no bucket '{name}'.");
}
