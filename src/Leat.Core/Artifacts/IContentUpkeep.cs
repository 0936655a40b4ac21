namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories that can keep each distinct content once, however many files have it: the upkeep of what is kept
/// so.</summary>
/// <remarks>Where nothing was ever kept so, there is nothing to do.</remarks>
public interface IContentUpkeep
{
    /// <summary>Removes contents that no file has any more. Safe beside uploads, by any process: a content goes only if no file has it, and none could
    /// get it for a while. So one call says which shall go, and a later one removes them.</summary>
    /// <param name="grace">How long a content must have been without files. No upload takes so long from the moment when all of it has arrived.</param>
    /// <param name="cancellationToken">Ends the call; what is not done is done the next time.</param>
    Task<CollectedContents> CollectAsync(TimeSpan grace, CancellationToken cancellationToken = default);

    /// <summary>Reads all contents again, and compares them with their SHA-256.</summary>
    /// <param name="report">Told of every file whose content is damaged or missing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<VerifiedContents> VerifyAsync(IProgress<DamagedFile> report, CancellationToken cancellationToken = default);

    /// <summary>Gives each file its own content again, so that any program can read the files. Nobody else may write meanwhile.</summary>
    /// <param name="report">Told of every file whose content is damaged or missing; those stay as they are.</param>
    /// <param name="cancellationToken">Ends the call; it can be continued by another.</param>
    Task<VerifiedContents> MakePlainAsync(IProgress<DamagedFile> report, CancellationToken cancellationToken = default);
}

/// <summary>What a collection did.</summary>
/// <param name="Removed">How many contents are gone.</param>
/// <param name="Condemned">How many wait for a later collection.</param>
public readonly record struct CollectedContents(int Removed, int Condemned);

/// <summary>What was read.</summary>
/// <param name="Files">How many files share contents.</param>
/// <param name="Contents">How many contents they have.</param>
/// <param name="FileBytes">How many bytes the files have.</param>
/// <param name="ContentBytes">How many bytes the contents have.</param>
/// <param name="Damaged">How many files are damaged.</param>
public readonly record struct VerifiedContents(long Files, long Contents, long FileBytes, long ContentBytes, long Damaged);

/// <summary>A file that cannot be read as it was stored.</summary>
/// <param name="Path">The file.</param>
/// <param name="Fault">What is wrong, as the end of a sentence.</param>
public readonly record struct DamagedFile(string Path, string Fault);
