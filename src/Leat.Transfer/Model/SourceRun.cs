using Leat.Core;

namespace Leat.Transfer;

/// <summary>A run of a source, without what it logged.</summary>
/// <param name="Info">Its attributes, with the ids of the source.</param>
/// <param name="DeletedTimeMs">When it was deleted, Unix milliseconds UTC; null if that is not known.</param>
/// <param name="Points">How many points its metrics have; null if that would take reading them.</param>
public sealed record SourceRun(RunInfo Info, long? DeletedTimeMs, long? Points)
{
    /// <summary>How many points there may be, where that is not known: as many as the last steps say. Null if nothing tells.</summary>
    public long? Estimate { get; init; }
}
