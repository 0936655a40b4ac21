using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>The files of runs and models, wherever they are.</summary>
/// <param name="open">Opens the repository at a location, or throws a <see cref="LeatException"/> if it cannot be reached.</param>
internal sealed class GarbageFiles(Func<string, CancellationToken, Task<IArtifactRepository>> open)
{
    private const string Artifacts = "artifacts";

    /// <summary>Checks that the files can be reached and may be removed.</summary>
    public Task CheckAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        if (item.Kind != PurgeKind.Experiment)
            RequireOwn(item);
        return open(item.ArtifactUri, cancellationToken);
    }

    /// <summary>Bytes of all files at a location.</summary>
    public async Task<long> MeasureAsync(string location, CancellationToken cancellationToken)
    {
        var repository = await open(location, cancellationToken).ConfigureAwait(false);
        var bytes = 0L;
        var directories = new Stack<string?>([null]);
        while (directories.TryPop(out var directory))
        {
            foreach (var entry in await repository.ListAsync(directory, cancellationToken).ConfigureAwait(false))
            {
                if (entry.IsDirectory)
                    directories.Push(entry.Path);
                else
                    bytes += entry.Size ?? 0;
            }
        }

        return bytes;
    }

    /// <summary>Removes all files of a run or model, and the folder of its id if nothing else is in it.</summary>
    public async Task RemoveAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        RequireOwn(item);
        var repository = await open(item.ArtifactUri, cancellationToken).ConfigureAwait(false);
        await repository.DeleteAsync(null, cancellationToken).ConfigureAwait(false);
        if (ArtifactLocation.Parse(item.ArtifactUri).Around(Artifacts) is not { } around)
            return;
        var folder = await open(around, cancellationToken).ConfigureAwait(false);
        if ((await folder.ListAsync(null, cancellationToken).ConfigureAwait(false)).Count == 0)
            await folder.DeleteAsync(null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing is removed where others may have files too: an older version put the runs of some experiments in one
    /// place.</summary>
    private static void RequireOwn(PurgeItem item)
    {
        if (ArtifactLocationRules.FindFaultOfOwn(item.ArtifactUri, item.Id) is { } fault)
            throw new LeatException(ErrorCode.InvalidState, $"The location '{item.ArtifactUri}' {fault}: its files stay where they are");
    }
}
