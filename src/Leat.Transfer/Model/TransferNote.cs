namespace Leat.Transfer;

/// <summary>Something about one thing that its owner should know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which one; empty for all of the kind.</param>
/// <param name="IsLoss">Whether something was left out; otherwise it came, but not just as it was.</param>
/// <param name="Text">A sentence.</param>
public sealed record TransferNote(TransferKind Kind, string Id, bool IsLoss, string Text);
