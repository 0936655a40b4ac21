namespace Leat.Core;

/// <summary>What a garbage collection removed, or would have removed.</summary>
/// <param name="Size">Runs, logged models and points.</param>
/// <param name="Experiments">How many experiments.</param>
/// <param name="Bytes">Bytes of files; only a dry run measures them.</param>
/// <param name="Kept">How many things stayed because their files could not be reached.</param>
public readonly record struct GarbageResult(PurgeSize Size, long Experiments, long Bytes, int Kept);
