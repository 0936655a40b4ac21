namespace Leat.Core;

/// <summary>Something that happened within a span, for example an exception.</summary>
/// <param name="Name">The name of the event.</param>
/// <param name="UnixNano">Time in nanoseconds since 1970, UTC.</param>
/// <param name="Attributes">By name, each value as JSON text.</param>
public sealed record SpanEvent(string Name, long UnixNano, IReadOnlyList<KeyValuePair<string, string>> Attributes);
