namespace Leat.Transfer;

/// <summary>What became of the files of what was imported.</summary>
/// <param name="Copied">Files that were copied now, and whose digests are the same on both sides.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Kept">Files that were there with the same size.</param>
/// <param name="Elsewhere">How many things keep their files elsewhere than behind the server, and so were not looked at.</param>
/// <param name="Faults">What could not be copied, by name: the first thousand.</param>
/// <param name="FaultCount">How many there are in all.</param>
public sealed record ArtifactCopyReport(long Copied, long Bytes, long Kept, long Elsewhere, IReadOnlyList<TransferNote> Faults, long FaultCount);
