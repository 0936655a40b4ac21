using System.Collections.Concurrent;
using System.Globalization;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Removes contents that nothing refers to, beside uploads by any number of processes, and beside other collectors.</summary>
/// <remarks>
/// An upload gets a content in two ways: it stores one, or finds one in the index. So a content that nothing refers to is first taken out of the
/// index and marked with the time: from then on, nobody finds it. Whoever had found it before refers to it within minutes. If nothing refers to
/// it after the grace, nothing ever will, and it goes. A kill at any point leaves something to be done by the next collector, and takes nothing
/// that is referred to.
/// </remarks>
internal sealed class ContentCollector(IArtifactRepository repository, TimeProvider time)
{
    public async Task<CollectedContents> RunAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        // All that is compared with it was found out later.
        var now = time.GetUtcNow();
        var referred = (await ContentWalk.ReferencesAsync(repository, cancellationToken).ConfigureAwait(false)).Select(file => file.Reference.Blob).ToHashSet(StringComparer.Ordinal);
        var marked = await NamesAsync(ContentPlaces.Condemned, cancellationToken).ConfigureAwait(false);
        var idle = (await NamesAsync(ContentPlaces.Blobs, cancellationToken).ConfigureAwait(false)).Where(blob => !referred.Contains(blob)).ToHashSet(StringComparer.Ordinal);
        var indexed = idle.Count > 0 ? await ReadIndexAsync(idle, cancellationToken).ConfigureAwait(false) : [];
        var (removed, condemned) = (0, 0);
        await ForEachAsync(idle, async (blob, cancelled) =>
        {
            if (indexed.TryGetValue(blob, out var hash) || !marked.Contains(blob))
                await CondemnAsync(blob, hash, cancelled).ConfigureAwait(false);
            else if (await IsDueAsync(blob, now - grace, cancelled).ConfigureAwait(false))
            {
                await RemoveAsync(blob, cancelled).ConfigureAwait(false);
                Interlocked.Increment(ref removed);
                return;
            }

            Interlocked.Increment(ref condemned);
        }, cancellationToken).ConfigureAwait(false);

        // What something refers to, or what is gone, needs no mark.
        await ForEachAsync(marked.Where(blob => !idle.Contains(blob)), async (blob, cancelled) =>
            await repository.DeleteAsync(ContentPlaces.MarkOf(blob), cancelled).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new CollectedContents(removed, condemned);
    }

    private static Task ForEachAsync(IEnumerable<string> blobs, Func<string, CancellationToken, ValueTask> act, CancellationToken cancellationToken) =>
        ContentWalk.ForEachAsync(blobs.ToAsyncEnumerable(), act, cancellationToken);

    /// <summary>The time is taken when nobody can find the content any more.</summary>
    private async Task CondemnAsync(string blob, string? hash, CancellationToken cancellationToken)
    {
        if (hash is not null)
            await repository.DeleteAsync(ContentPlaces.IndexOf(hash), cancellationToken).ConfigureAwait(false);
        var since = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        await repository.WriteTextAsync(ContentPlaces.MarkOf(blob), since, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsDueAsync(string blob, DateTimeOffset limit, CancellationToken cancellationToken) =>
        long.TryParse(
            await repository.TryReadTextAsync(ContentPlaces.MarkOf(blob), cancellationToken).ConfigureAwait(false),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var since)
        && since <= limit.ToUnixTimeMilliseconds();

    /// <summary>The mark goes last: it says what is left to do.</summary>
    private async Task RemoveAsync(string blob, CancellationToken cancellationToken)
    {
        await repository.DeleteAsync(ContentPlaces.BlobOf(blob), cancellationToken).ConfigureAwait(false);
        await repository.DeleteAsync(ContentPlaces.MarkOf(blob), cancellationToken).ConfigureAwait(false);
    }

    private async Task<HashSet<string>> NamesAsync(string folder, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in ContentWalk.FilesAsync(repository, folder, cancellationToken).ConfigureAwait(false))
            names.Add(ContentPlaces.NameOf(file));
        return names;
    }

    /// <summary>By which hashes these contents are found.</summary>
    private async Task<ConcurrentDictionary<string, string>> ReadIndexAsync(HashSet<string> blobs, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await ContentWalk.ForEachAsync(ContentWalk.FilesAsync(repository, ContentPlaces.Index, cancellationToken), async (file, cancelled) =>
        {
            if (await repository.TryReadTextAsync(file.Path, cancelled).ConfigureAwait(false) is { } blob && blobs.Contains(blob))
                found[blob] = ContentPlaces.NameOf(file);
        }, cancellationToken).ConfigureAwait(false);
        return found;
    }
}
