using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Walks through a repository, however deep it is. What cannot be listed ends the walk.</summary>
internal static class ContentWalk
{
    private const int Parallel = 16;

    /// <summary>All files that refer to contents.</summary>
    public static async Task<ConcurrentBag<(string Path, ContentReference Reference)>> ReferencesAsync(
        IArtifactRepository repository, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<(string, ContentReference)>();
        await ForEachAsync(FilesAsync(repository, null, cancellationToken), async (file, cancelled) =>
        {
            if (file.Size == ContentReference.Bytes && await repository.TryReadReferenceAsync(file.Path, cancelled).ConfigureAwait(false) is { } reference)
                found.Add((file.Path, reference));
        }, cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>All files in a directory; in the root, those that are not ours.</summary>
    public static async IAsyncEnumerable<ArtifactEntry> FilesAsync(
        IArtifactRepository repository, string? directory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Stack<string?>([directory]);
        while (pending.TryPop(out var next))
        {
            foreach (var entry in await repository.ListAsync(next, cancellationToken).ConfigureAwait(false))
            {
                if (!entry.IsDirectory)
                    yield return entry;
                else if (directory is not null || !ContentPlaces.IsOurs(entry.Path))
                    pending.Push(entry.Path);
            }
        }
    }

    public static Task ForEachAsync<T>(IAsyncEnumerable<T> items, Func<T, CancellationToken, ValueTask> act, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, act);
}
