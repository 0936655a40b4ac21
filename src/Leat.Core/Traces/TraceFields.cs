namespace Leat.Core.Search;

/// <summary>The part of a span that a condition is about.</summary>
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

/// <summary>A field of the spans of a trace. One span is enough to satisfy a condition; different conditions may be satisfied by
/// different spans.</summary>
/// <param name="Part">Which part of them.</param>
/// <param name="Key">The name of the attribute, or of the part.</param>
public sealed record SpanField(SpanPart Part, string Key) : SearchField(SearchEntity.Span, Key);

/// <summary>The versions of prompts that a trace used; only for equality with a name and a version, <c>name/version</c>.</summary>
public sealed record TracePromptField() : SearchField(SearchEntity.Attribute, "prompt")
{
    /// <summary>The prompt's version that a value names; null if it names none.</summary>
    public static PromptVersion? Read(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Split('/') is [{ Length: > 0 } name, { Length: > 0 } version] ? new PromptVersion(name, version) : null;
    }
}

/// <summary>The run that a trace was made in; for equality, also a run that it was linked to.</summary>
public sealed record TraceRunField() : SearchField(SearchEntity.Attribute, "run_id")
{
    /// <summary>The metadata entry that holds the run the trace was made in.</summary>
    public static NamedField Made { get; } = new(SearchEntity.Metadata, TraceKeys.SourceRun);
}
