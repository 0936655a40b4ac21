namespace Leat.Transfer;

/// <summary>What became of the things of one kind. They add up to <paramref name="Found"/>.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Found">How many the source holds.</param>
/// <param name="Added">How many are new here.</param>
/// <param name="Completed">How many were here and got what they lacked.</param>
/// <param name="Kept">How many were here already.</param>
/// <param name="LeftOut">How many could not be taken; the notes say why.</param>
public sealed record ImportCount(TransferKind Kind, long Found, long Added, long Completed, long Kept, long LeftOut);
