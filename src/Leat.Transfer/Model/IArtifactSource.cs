namespace Leat.Transfer;

/// <summary>A source that holds files of its runs, which an import copies to where the target keeps files. Used by one caller at a time.</summary>
public interface IArtifactSource
{
    /// <summary>The files of a run, each path once and in the same order each time.</summary>
    /// <param name="run">A run that the source gave.</param>
    /// <param name="cancellationToken">Ends the enumeration between two files.</param>
    IAsyncEnumerable<SourceFile> ReadFilesAsync(SourceRun run, CancellationToken cancellationToken = default);
}
