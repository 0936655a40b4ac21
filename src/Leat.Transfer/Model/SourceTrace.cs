using Leat.Core;

namespace Leat.Transfer;

/// <summary>A trace of a source.</summary>
/// <param name="Trace">The trace, with the ids of the source.</param>
/// <param name="RunIds">The runs that it was linked to.</param>
/// <param name="Fault">What of it cannot be read; null if all can.</param>
public sealed record SourceTrace(Trace Trace, IReadOnlyList<string> RunIds, string? Fault);
