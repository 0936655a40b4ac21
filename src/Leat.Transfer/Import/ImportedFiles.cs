namespace Leat.Transfer;

/// <summary>What became of files of runs.</summary>
/// <param name="Added">How many were copied, or would be.</param>
/// <param name="Kept">How many were there already.</param>
/// <param name="Bytes">How many bytes were copied.</param>
public readonly record struct ImportedFiles(long Added, long Kept, long Bytes);
