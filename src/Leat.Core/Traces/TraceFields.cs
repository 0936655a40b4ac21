namespace Leat.Core.Search;

/// <summary>What of a span a condition is about.</summary>
public enum SpanPart
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>Its type.</summary>
    Type,

    /// <summary>Its status: OK, ERROR or UNSET.</summary>
    Status,

    /// <summary>Its JSON.</summary>
    Content,

    /// <summary>One of its attributes, as a text.</summary>
    Attribute,
}

/// <summary>Something of the spans of a trace. One span is enough to satisfy a condition; another may be satisfied by another.</summary>
/// <param name="Part">What of them.</param>
/// <param name="Key">The name of the attribute, or of the part.</param>
public sealed record SpanField(SpanPart Part, string Key) : SearchField(SearchEntity.Span, Key);

/// <summary>The run that a trace was made in; for equality also one that it was linked to.</summary>
public sealed record TraceRunField() : SearchField(SearchEntity.Attribute, "run_id")
{
    /// <summary>Where the trace itself holds the run it was made in.</summary>
    public static NamedField Made { get; } = new(SearchEntity.Metadata, TraceKeys.SourceRun);
}
