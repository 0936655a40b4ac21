using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Transfer.Artifacts;

namespace Leat.Transfer;

/// <summary>Copies the files of runs, logged models and traces that a server keeps behind its own address, so that another server finds them at
/// the same locations. May be interrupted and repeated: a file that is there with the same size is not copied again.</summary>
/// <remarks>What the source says is not trusted: no path leads out of the place it belongs to. Used once.</remarks>
/// <param name="source">Names the things.</param>
/// <param name="from">Opens the locations at the source.</param>
/// <param name="to">Opens the same locations here. It must store a file whole or not at all.</param>
public sealed class ArtifactCopier(ITransferSource source, IArtifactRepositoryProvider from, IArtifactRepositoryProvider to)
{
    /// <summary>Each place waits for the network more than it works.</summary>
    private const int PlacesAtATime = 8;

    private const int TracesAtATime = 50;

    /// <summary>More than anybody has; a server that lists a folder in itself comes to an end.</summary>
    private const int MostFolders = 64;

    private readonly ArtifactCopyLedger _ledger = new();

    /// <summary>Copies.</summary>
    /// <returns>What was copied and what could not be; the rest was copied none the less.</returns>
    /// <exception cref="LeatException">The source cannot be read.</exception>
    public async Task<ArtifactCopyReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var several = new ParallelOptions { MaxDegreeOfParallelism = PlacesAtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ReadPlacesAsync(cancellationToken), several, async (place, cancellation) =>
        {
            if (ArtifactUri.GetScheme(place.Uri) != ArtifactUri.ProxyScheme || ArtifactLocation.Parse(place.Uri).Authority.Length > 0)
                _ledger.Elsewhere();
            else
                await GuardAsync(place, "", () => CopyAsync(place, cancellation), cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return _ledger.ToReport();
    }

    private async IAsyncEnumerable<ArtifactPlace> ReadPlacesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadRunsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var run in page)
                yield return new ArtifactPlace(TransferKind.Run, run.Info.RunId, run.Info.ArtifactUri);
        }

        await foreach (var page in source.ReadModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var model in page)
                yield return new ArtifactPlace(TransferKind.LoggedModel, model.Model.ModelId, model.Model.ArtifactUri);
        }

        await foreach (var page in source.ReadTraceIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var ids in page.Chunk(TracesAtATime))
            {
                foreach (var trace in await source.ReadTracesAsync(ids, cancellationToken).ConfigureAwait(false))
                {
                    if (trace.Trace.Info.FindTag(TraceKeys.ArtifactLocation) is { Length: > 0 } uri)
                        yield return new ArtifactPlace(TransferKind.Trace, trace.Trace.Info.TraceId, uri);
                }
            }
        }
    }

    private async Task CopyAsync(ArtifactPlace place, CancellationToken cancellationToken)
    {
        var (theirs, ours) = (from.Open(place.Uri), to.Open(place.Uri));
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            await GuardAsync(place, folder, async () =>
            {
                var listed = await theirs.ListAsync(folder, cancellationToken).ConfigureAwait(false);
                if (listed.Count == 0)
                    return;
                var there = (await ours.ListAsync(folder, cancellationToken).ConfigureAwait(false)).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
                foreach (var entry in listed)
                {
                    await GuardAsync(place, entry.Path, async () =>
                    {
                        Check(entry.Path, folder);
                        if (entry.IsDirectory)
                            folders.Push(entry.Path);
                        else if (there.TryGetValue(entry.Path, out var known) && known.Size == entry.Size)
                            _ledger.Kept();
                        else
                            _ledger.Copied(await CopyAsync(theirs, ours, entry, cancellationToken).ConfigureAwait(false));
                    }, cancellationToken).ConfigureAwait(false);
                }
            }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies a file and reads it again: what is here has the digest of what came, or is not here.</summary>
    private static async Task<long> CopyAsync(IArtifactRepository theirs, IArtifactRepository ours, ArtifactEntry entry, CancellationToken cancellationToken)
    {
        using var sent = SHA256.Create();
        var content = await theirs.OpenReadAsync(entry.Path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var hashing = new CryptoStream(content.Stream, sent, CryptoStreamMode.Read, leaveOpen: true);
            await using (hashing.ConfigureAwait(false))
            {
                // Some servers do not say how long an answer is; how long the file is, their lists do.
                await ours.WriteAsync(entry.Path, new ArtifactBody(hashing, content.Length ?? entry.Size), cancellationToken).ConfigureAwait(false);
            }
        }

        var stored = await ours.OpenReadAsync(entry.Path, cancellationToken).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
        {
            var digest = await SHA256.HashDataAsync(stored.Stream, cancellationToken).ConfigureAwait(false);
            if (sent.Hash is { } expected && digest.AsSpan().SequenceEqual(expected))
                return entry.Size ?? content.Length ?? 0;
        }

        await ours.DeleteAsync(entry.Path, CancellationToken.None).ConfigureAwait(false);
        throw new LeatException(ErrorCode.DataLoss, "what was stored is not what came, and was removed.");
    }

    private static void Check(string path, string folder)
    {
        if (ArtifactPath.ParseFile(path) != path || !path.StartsWith(folder.Length > 0 ? $"{folder}/" : "", StringComparison.Ordinal) || path.Length == folder.Length)
            throw ArtifactPath.Invalid();
        if (path.AsSpan().Count('/') >= MostFolders)
            throw LeatException.InvalidParameter($"it lies more than {MostFolders} folders deep.");
    }

    /// <summary>Notes what fails, so that the rest goes on.</summary>
    private async Task GuardAsync(ArtifactPlace place, string path, Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (Exception error) when (IsOfFile(error) && !cancellationToken.IsCancellationRequested)
        {
            _ledger.Fault(place, path, error.Message);
        }
    }

    /// <summary>A call that takes too long is cancelled by the connection.</summary>
    private static bool IsOfFile(Exception error) =>
        error is LeatException or IOException or HttpRequestException or UnauthorizedAccessException or OperationCanceledException;
}
