using System.Buffers;
using System.Collections.Concurrent;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>A repository in which files may share contents: a file then holds a reference to a content, which is kept once, however many files
/// have it. Files are listed and read as if each had its own.</summary>
/// <remarks>Files that were stored otherwise stay as they are, and so do small ones: a reference would take as much.</remarks>
internal sealed class ContentRepository : IArtifactRepository
{
    /// <summary>A file of a file system takes no less.</summary>
    private const int SmallestShared = 4096;

    /// <summary>How many references are read at a time.</summary>
    private const int Parallel = 16;

    private readonly IArtifactRepository _inner;
    private readonly bool _shares;
    private readonly int _smallestShared;
    private readonly ContentFormat _format;
    private readonly ContentWriter _writer;
    private readonly TimeProvider _time;

    /// <param name="inner">Keeps files and contents.</param>
    /// <param name="shares">Whether new files share contents; if not, those that do are read all the same.</param>
    /// <param name="time">The clock.</param>
    /// <param name="smallestShared">From how many bytes on a file shares its content.</param>
    public ContentRepository(IArtifactRepository inner, bool shares, TimeProvider time, int smallestShared = SmallestShared)
    {
        _inner = inner;
        _shares = shares;
        _smallestShared = smallestShared;
        _time = time;
        _format = new ContentFormat(inner, time);
        _writer = new ContentWriter(inner, time);
    }

    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        if (ContentPlaces.IsOurs(path))
            return [];
        var entries = await _inner.ListAsync(path, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(path) && entries.Any(entry => ContentPlaces.IsOurs(entry.Path)))
            entries = [.. entries.Where(entry => !ContentPlaces.IsOurs(entry.Path))];
        return entries.Any(MayRefer) && await _format.IsThereAsync(cancellationToken).ConfigureAwait(false)
            ? await WithSizesAsync(entries, cancellationToken).ConfigureAwait(false)
            : entries;
    }

    public async Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        if (ContentPlaces.IsOurs(path))
            throw LeatException.DoesNotExist($"No such artifact: '{path}'.");
        var content = await _inner.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        return content.Length == ContentReference.Bytes && await _format.IsThereAsync(cancellationToken).ConfigureAwait(false)
            ? await FollowAsync(path, content, cancellationToken).ConfigureAwait(false)
            : content;
    }

    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireNotOurs(path);
        if (!_shares && body.Length is not (null or ContentReference.Bytes))
        {
            await _inner.WriteAsync(path, body, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stream = body.OpenRead();
        await using (stream.ConfigureAwait(false))
        {
            // One byte more than a known length tells whether the body is as long as announced.
            var size = (int)Math.Min(body.Length + 1 ?? ContentWriter.HeadBytes, ContentWriter.HeadBytes);
            var head = ArrayPool<byte>.Shared.Rent(size);
            try
            {
                var filled = await stream.ReadAtLeastAsync(head.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (filled < size)
                    await WriteWholeAsync(path, head.AsMemory(0, filled), cancellationToken).ConfigureAwait(false);
                else
                    await WriteLongAsync(path, head.AsMemory(0, filled), stream, body.Length, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(head);
            }
        }
    }

    public async Task DeleteAsync(string? path, CancellationToken cancellationToken = default)
    {
        if (!string.IsNullOrEmpty(path))
        {
            RequireNotOurs(path);
            await _inner.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Contents are removed when nothing refers to them.
        foreach (var entry in await ListAsync(null, cancellationToken).ConfigureAwait(false))
            await _inner.DeleteAsync(entry.Path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What clients send past the server would not be shared, so that nothing is offered for it.</summary>
    public T? Capability<T>()
        where T : class => typeof(T) switch
        {
            var type when type == typeof(IContentUpkeep) => new ContentUpkeep(_inner, _format, _time) as T,
            var type when type == typeof(IFileAddresses) && _inner.Capability<IFileAddresses>() is { } addresses => new ContentAddresses(_inner, _format, addresses, _shares) as T,
            var type when _shares && (type == typeof(IMultipartUploads) || type == typeof(IReceivedParts)) => null,
            _ => _inner.Capability<T>(),
        };

    private static bool MayRefer(ArtifactEntry entry) => entry is { IsDirectory: false, Size: ContentReference.Bytes };

    private static void RequireNotOurs(string path)
    {
        if (ContentPlaces.IsOurs(path))
            throw LeatException.InvalidParameter($"The name '{ContentPlaces.Folder}' is taken: the server keeps contents of files there. Choose another.");
    }

    private async Task<IReadOnlyList<ArtifactEntry>> WithSizesAsync(IReadOnlyList<ArtifactEntry> entries, CancellationToken cancellationToken)
    {
        var sizes = new ConcurrentDictionary<string, long>();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            entries.Where(MayRefer),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (entry, cancelled) =>
            {
                if (await _inner.TryReadReferenceAsync(entry.Path, cancelled).ConfigureAwait(false) is { } reference)
                    sizes[entry.Path] = reference.Size;
            }).ConfigureAwait(false);
        return [.. entries.Select(entry => sizes.TryGetValue(entry.Path, out var size) ? entry with { Size = size } : entry)];
    }

    /// <summary>Opens the content that a file refers to, or the file itself if it only looks as if it did.</summary>
    private async Task<ArtifactContent> FollowAsync(string path, ArtifactContent content, CancellationToken cancellationToken)
    {
        byte[] bytes;
        await using (content.ConfigureAwait(false))
            bytes = await SmallFiles.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        if (ContentReference.TryParse(bytes) is not { } reference)
            return content with { Stream = new MemoryStream(bytes, writable: false), Length = bytes.Length };
        var shared = await _inner.TryOpenAsync(ContentPlaces.BlobOf(reference.Blob), cancellationToken).ConfigureAwait(false);
        if (shared is not null && shared.Length == reference.Size)
            return shared with { LastModified = content.LastModified, EntityTag = $"\"{reference.Hash}\"" };
        if (shared is not null)
            await shared.DisposeAsync().ConfigureAwait(false);
        throw new LeatException(ErrorCode.InternalError, $"The content of the artifact '{path}' is {(shared is null ? "missing" : "damaged")}: 'leat artifacts verify' says of which others too.");
    }

    /// <summary>A file that looks like a reference must not be taken for one.</summary>
    private async Task WriteWholeAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var shares = _shares && content.Length >= _smallestShared;
        if (!shares && ContentReference.TryParse(content.Span) is not null)
            shares = _shares || await _format.IsThereAsync(cancellationToken).ConfigureAwait(false);
        if (shares)
        {
            await _format.EnsureAsync(cancellationToken).ConfigureAwait(false);
            await _writer.WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
            return;
        }

        await _inner.WriteAsync(path, content.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteLongAsync(string path, ReadOnlyMemory<byte> head, Stream rest, long? length, CancellationToken cancellationToken)
    {
        var whole = new PrependedStream(head, rest);
        await using (whole.ConfigureAwait(false))
        {
            if (!_shares)
            {
                await _inner.WriteAsync(path, new ArtifactBody(whole, length), cancellationToken).ConfigureAwait(false);
                return;
            }

            await _format.EnsureAsync(cancellationToken).ConfigureAwait(false);
            await _writer.WriteAsync(path, whole, length, cancellationToken).ConfigureAwait(false);
        }
    }
}
