using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Stores contents, each once, and finds those that are there.</summary>
/// <remarks>What a file refers to is always stored, durably, before the reference. A content that two upload at the same time may be stored
/// twice.</remarks>
internal sealed class ContentWriter(IArtifactRepository repository, TimeProvider time)
{
    /// <summary>A body of at most so many bytes is compared before anything is stored.</summary>
    public const int HeadBytes = 128 * 1024;

    /// <summary>How old what was found out may be when a reference is written: far less than the time for which a collector leaves contents
    /// alone.</summary>
    private static readonly TimeSpan Current = TimeSpan.FromMinutes(10);

    /// <summary>Stores a file that fits into memory, as a reference to its content.</summary>
    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        return ReferAsync(
            path,
            async () => await FindAsync(hash, content.Length, cancellationToken).ConfigureAwait(false)
                ?? await StoreAsync(hash, content.ToArray(), cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <summary>Stores a file of any size, as a reference to its content, which is known when all of it has been stored.</summary>
    public async Task WriteAsync(string path, Stream content, long? length, CancellationToken cancellationToken)
    {
        var blob = Local.TemporaryFile.NewId();
        var hashed = new HashingStream(content);
        await using (hashed.ConfigureAwait(false))
        {
            await repository.WriteAsync(ContentPlaces.BlobOf(blob), new ArtifactBody(hashed, length), cancellationToken).ConfigureAwait(false);
            var own = new ContentReference(hashed.Hash(), hashed.Count, blob);
            await ReferAsync(path, () => PreferAsync(own, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the reference to what is found, unless finding it took so long that it might be gone.</summary>
    private async Task ReferAsync(string path, Func<Task<ContentReference>> find, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var began = time.GetUtcNow();
            var reference = await find().ConfigureAwait(false);
            if (time.GetUtcNow() - began > Current)
                continue;
            await repository.WriteAsync(path, reference.ToBytes(), cancellationToken).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>The content that is there already, in place of one that was just stored.</summary>
    private async Task<ContentReference> PreferAsync(ContentReference own, CancellationToken cancellationToken)
    {
        if (await FindAsync(own.Hash, own.Size, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            if (!await IsWholeAsync(own, cancellationToken).ConfigureAwait(false))
                throw new LeatException(ErrorCode.TemporarilyUnavailable, "The file was removed while it was stored. Send it again.");
            await repository.WriteTextAsync(ContentPlaces.IndexOf(own.Hash), own.Blob, cancellationToken).ConfigureAwait(false);
            return own;
        }

        if (known.Blob != own.Blob)
            await repository.DeleteAsync(ContentPlaces.BlobOf(own.Blob), cancellationToken).ConfigureAwait(false);
        return known;
    }

    private async Task<ContentReference> StoreAsync(string hash, byte[] content, CancellationToken cancellationToken)
    {
        var reference = new ContentReference(hash, content.Length, Local.TemporaryFile.NewId());
        await repository.WriteAsync(ContentPlaces.BlobOf(reference.Blob), content, cancellationToken).ConfigureAwait(false);
        await repository.WriteTextAsync(ContentPlaces.IndexOf(hash), reference.Blob, cancellationToken).ConfigureAwait(false);
        return reference;
    }

    /// <summary>The content of this hash; null if there is none, or one that is not whole, in whose place another may be stored.</summary>
    private async Task<ContentReference?> FindAsync(string hash, long size, CancellationToken cancellationToken)
    {
        var blob = await repository.TryReadTextAsync(ContentPlaces.IndexOf(hash), cancellationToken).ConfigureAwait(false);
        if (!Local.TemporaryFile.IsId(blob))
            return null;
        var found = new ContentReference(hash, size, blob!);
        return await IsWholeAsync(found, cancellationToken).ConfigureAwait(false) ? found : null;
    }

    private async Task<bool> IsWholeAsync(ContentReference reference, CancellationToken cancellationToken)
    {
        var content = await repository.TryOpenAsync(ContentPlaces.BlobOf(reference.Blob), cancellationToken).ConfigureAwait(false);
        if (content is null)
            return false;
        await content.DisposeAsync().ConfigureAwait(false);
        return content.Length == reference.Size;
    }
}
