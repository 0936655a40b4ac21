namespace Leat.Core;

/// <summary>Is told what a garbage collection does, as it happens.</summary>
public interface IGarbageReport
{
    /// <summary>Files and rows are gone.</summary>
    void Removed(PurgeItem item);

    /// <summary>Would be removed: this is a dry run.</summary>
    /// <param name="item">The item.</param>
    /// <param name="size">What it holds.</param>
    /// <param name="bytes">Bytes of its files.</param>
    void Measured(PurgeItem item, PurgeSize size, long bytes);

    /// <summary>Files cannot be reached. Called once for each reason, which may apply to thousands of runs.</summary>
    void Unreachable(string artifactUri, string reason);

    /// <summary>It stays because its files cannot be reached.</summary>
    void Kept(PurgeItem item);

    /// <summary>An experiment stays because it, or a run in it, was restored in the meantime.</summary>
    void Restored(PurgeItem experiment);

    /// <summary>An experiment is gone except for what was kept; the next collection continues with it.</summary>
    void PartlyRemoved(PurgeItem experiment);
}
