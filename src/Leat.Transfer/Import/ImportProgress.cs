namespace Leat.Transfer;

/// <summary>How far an import has come.</summary>
/// <param name="Runs">Runs dealt with.</param>
/// <param name="Points">Points of metrics stored.</param>
/// <param name="Size">What there was when it began.</param>
public sealed record ImportProgress(long Runs, long Points, SourceSize Size);
