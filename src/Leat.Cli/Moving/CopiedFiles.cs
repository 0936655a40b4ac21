using Leat.Transfer;

namespace Leat.Cli.Moving;

/// <summary>The files that came with an import.</summary>
/// <param name="Destination">Where they went, as <c>leat server</c> is told of it.</param>
/// <param name="Report">What became of them.</param>
internal sealed record CopiedFiles(string Destination, ArtifactCopyReport Report);
