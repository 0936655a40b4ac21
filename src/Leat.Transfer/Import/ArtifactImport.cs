using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Transfer;

/// <summary>Copies the files of runs to where the target keeps those of each. One that is there with the same content stays; another content is
/// replaced.</summary>
internal sealed class ArtifactImport(
    ITransferSource source, IArtifactSource files, ITrackingStore target, IArtifactRepositoryProvider places, ImportLedger ledger, bool dryRun)
{
    private const int CompareSize = 64 << 10;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadRunsAsync(cancellationToken).ConfigureAwait(false))
        {
            var there = await target.Bulk.CountPointsAsync([.. page.Select(run => run.Info.RunId)], cancellationToken).ConfigureAwait(false);
            foreach (var run in page)
            {
                if (there.ContainsKey(run.Info.RunId))
                    await CopyAsync(run, await RepositoryOfAsync(run.Info.RunId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                else if (dryRun)
                    await CopyAsync(run, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Null if files of the run are not to be touched.</summary>
    private async Task<IArtifactRepository?> RepositoryOfAsync(string runId, CancellationToken cancellationToken)
    {
        var here = await target.Runs.GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return here.Info.LifecycleStage == LifecycleStage.Active ? places.Open(here.Info.ArtifactUri) : null;
    }

    private async Task CopyAsync(SourceRun run, IArtifactRepository? repository, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, IReadOnlyDictionary<string, long?>>(StringComparer.Ordinal);
        await foreach (var file in files.ReadFilesAsync(run, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                if (repository is null || !await IsThereAsync(repository, file, known, cancellationToken).ConfigureAwait(false))
                    await WriteAsync(repository, file, cancellationToken).ConfigureAwait(false);
                else
                    ledger.FileKept();
            }
            catch (Exception error) when (error is LeatException or IOException or UnauthorizedAccessException)
            {
                ledger.Note(new TransferNote(
                    TransferKind.Run, run.Info.RunId, IsLoss: true, $"Its file '{TextRules.Truncate(file.Path, 300)}' was left out: {error.Message.TrimEnd('.')}."));
            }
        }
    }

    private async Task WriteAsync(IArtifactRepository? repository, SourceFile file, CancellationToken cancellationToken)
    {
        var path = ArtifactPath.ParseFile(file.Path);
        if (!dryRun)
        {
            // Of a run that is deleted here, files are left alone.
            if (repository is null)
                return;
            var content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                await repository.WriteAsync(path, new ArtifactBody(content, file.Length), cancellationToken).ConfigureAwait(false);
        }

        ledger.FileAdded(file.Length);
    }

    private static async Task<bool> IsThereAsync(
        IArtifactRepository repository, SourceFile file, Dictionary<string, IReadOnlyDictionary<string, long?>> known, CancellationToken cancellationToken)
    {
        var path = ArtifactPath.ParseFile(file.Path);
        var folder = path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "";
        if (!known.TryGetValue(folder, out var sizes))
        {
            var entries = await repository.ListAsync(folder, cancellationToken).ConfigureAwait(false);
            known[folder] = sizes = entries.Where(entry => !entry.IsDirectory).ToDictionary(entry => entry.Path, entry => entry.Size, StringComparer.Ordinal);
        }

        return sizes.TryGetValue(path, out var size) && size == file.Length && await IsSameAsync(repository, path, file, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsSameAsync(IArtifactRepository repository, string path, SourceFile file, CancellationToken cancellationToken)
    {
        var content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);
        var here = await repository.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using var __ = here.ConfigureAwait(false);
        var (ours, theirs) = (new byte[CompareSize], new byte[CompareSize]);
        while (true)
        {
            var count = await content.ReadAtLeastAsync(ours, CompareSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var other = await here.Stream.ReadAtLeastAsync(theirs, CompareSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (count != other || !ours.AsSpan(0, count).SequenceEqual(theirs.AsSpan(0, other)))
                return false;
            if (count < CompareSize)
                return true;
        }
    }
}
