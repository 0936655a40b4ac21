namespace Leat.Transfer.Artifacts;

/// <summary>Where one thing keeps its files.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which one.</param>
/// <param name="Uri">The location, as the source says it.</param>
internal sealed record ArtifactPlace(TransferKind Kind, string Id, string Uri);
