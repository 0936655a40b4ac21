namespace Leat.Transfer;

/// <summary>What an import did, or would do.</summary>
/// <param name="Counts">By kind.</param>
/// <param name="Points">How many points of metrics came.</param>
/// <param name="Notes">What its owner should know, the first thousand of each kind.</param>
/// <param name="NoteCount">How many notes there are in all.</param>
/// <param name="ArtifactPlaces">How many runs have their files where: the root of each place, the one with most runs first.</param>
public sealed record ImportReport(
    IReadOnlyList<ImportCount> Counts,
    long Points,
    IReadOnlyList<TransferNote> Notes,
    long NoteCount,
    IReadOnlyList<KeyValuePair<string, long>> ArtifactPlaces)
{
    /// <summary>Whether everything has come.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether <see cref="Points"/> are all: before a source has been read, some cannot say how many they have.</summary>
    public bool PointsAreCounted { get; init; } = true;

    /// <summary>What became of files that the source holds.</summary>
    public ImportedFiles Files { get; init; }
}
