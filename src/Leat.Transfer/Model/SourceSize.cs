namespace Leat.Transfer;

/// <summary>How much a source holds, as far as it can tell without reading everything.</summary>
/// <param name="Experiments">Experiments.</param>
/// <param name="Runs">Runs; null if unknown.</param>
/// <param name="Points">Points of their metrics; null if unknown.</param>
public sealed record SourceSize(long Experiments, long? Runs, long? Points);
