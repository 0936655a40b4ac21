using Leat.Core;

namespace Leat.Transfer;

/// <summary>A run of a source, without what it logged.</summary>
/// <param name="Info">Its attributes, with the ids of the source.</param>
/// <param name="DeletedTimeMs">When it was deleted, Unix milliseconds UTC; null if that is not known.</param>
/// <param name="Points">How many points its metrics have; null if that would take reading them.</param>
public sealed record SourceRun(RunInfo Info, long? DeletedTimeMs, long? Points);
