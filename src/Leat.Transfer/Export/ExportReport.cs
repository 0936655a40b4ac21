namespace Leat.Transfer;

/// <summary>What an export wrote.</summary>
/// <param name="Counts">How many things of each kind.</param>
/// <param name="Points">Points of metrics among them.</param>
/// <param name="Notes">What its owner should know.</param>
public sealed record ExportReport(IReadOnlyList<KeyValuePair<TransferKind, long>> Counts, long Points, IReadOnlyList<TransferNote> Notes);
