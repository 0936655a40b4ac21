using Leat.Core.Search;

namespace Leat.Core;

/// <summary>What a filter of a measurement compares.</summary>
public enum TraceMetricFilterField
{
    /// <summary>The state of the trace, by name.</summary>
    TraceStatus,

    /// <summary>A tag of the trace.</summary>
    TraceTag,

    /// <summary>An entry of the trace's metadata.</summary>
    TraceMetadata,

    /// <summary>The name of the span.</summary>
    SpanName,

    /// <summary>The status of the span: OK, ERROR or UNSET.</summary>
    SpanStatus,

    /// <summary>The type of the span.</summary>
    SpanType,

    /// <summary>The name of the assessment.</summary>
    AssessmentName,

    /// <summary>The kind of the assessment: feedback, expectation or issue.</summary>
    AssessmentType,
}

/// <summary>A comparison that everything must satisfy that is measured.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Key">The key of a tag or of metadata; empty for others.</param>
/// <param name="Value">What it must equal.</param>
public sealed record TraceMetricFilter(TraceMetricFilterField Field, string Key, string Value)
{
    private const string Valid =
        "trace.status, trace.tag.<key>, trace.metadata.<key>, span.name, span.status, span.type, assessment.name and assessment.type";

    private const string TagPrefix = "tag.";
    private const string MetadataPrefix = "metadata.";

    /// <summary>The text that it was read from.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Parses a filter: one comparison with <c>=</c>.</summary>
    /// <param name="filter">The text.</param>
    /// <param name="view">What is measured: spans and assessments are only compared where they are.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not such a comparison.</exception>
    public static TraceMetricFilter Parse(string filter, TraceMetricView view)
    {
        ArgumentNullException.ThrowIfNull(filter);
        TextRules.CheckStorable("filters", filter);
        if (filter.Length == 0 || ClauseParser.Parse(filter, quotesInvalidTokens: true) is not [var clause])
            throw LeatException.InvalidParameter($"Invalid filter '{TextRules.Truncate(filter, 200)}': each filter is one comparison, for example trace.status = 'OK'.");
        var (entity, key) = clause.Field.AsField();
        var parsed = entity switch
        {
            "trace" => OfTrace(key),
            "span" => OfSpan(key),
            "assessment" => OfAssessment(key),
            _ => null,
        } ?? throw SearchErrors.BadValue($"Invalid field of a filter, '{SearchErrors.Clip(clause.Field.Text)}'. Fields are {Valid}.", clause.Field);
        if (clause.Operator.Text != "=")
        {
            throw SearchErrors.BadComparator(
                $"Invalid comparator '{SearchErrors.Clip(clause.Operator.Text)}' in a filter: only '=' is supported.", ["="], clause.Operator);
        }

        if (clause.Value.Kind is not (TokenKind.SingleQuoted or TokenKind.DoubleQuoted))
            throw SearchErrors.BadValue($"The value of a filter must be quoted, got {SearchErrors.Clip(clause.Value.Text)}.", clause.Value);
        CheckView(entity!, view);
        return parsed with { Value = clause.Value.Unquoted, Text = filter };
    }

    private static void CheckView(string entity, TraceMetricView view)
    {
        var needed = entity switch
        {
            "span" => TraceMetricView.Spans,
            "assessment" => TraceMetricView.Assessments,
            _ => view,
        };
        if (view != needed)
        {
            throw LeatException.InvalidParameter(
                $"Filtering by {entity} is only supported for view type {needed.ToString().ToUpperInvariant()}, got {view.ToString().ToUpperInvariant()}");
        }
    }

    private static TraceMetricFilter? OfTrace(string key) =>
        key == "status" ? new(TraceMetricFilterField.TraceStatus, "", "")
        : KeyAfter(TagPrefix, key) is { } tag ? new(TraceMetricFilterField.TraceTag, tag, "")
        : KeyAfter(MetadataPrefix, key) is { } entry ? new(TraceMetricFilterField.TraceMetadata, entry, "")
        : null;

    private static TraceMetricFilter? OfSpan(string key) => key switch
    {
        "name" => new(TraceMetricFilterField.SpanName, "", ""),
        "status" => new(TraceMetricFilterField.SpanStatus, "", ""),
        "type" => new(TraceMetricFilterField.SpanType, "", ""),
        _ => null,
    };

    private static TraceMetricFilter? OfAssessment(string key) => key switch
    {
        "name" => new(TraceMetricFilterField.AssessmentName, "", ""),
        "type" => new(TraceMetricFilterField.AssessmentType, "", ""),
        _ => null,
    };

    private static string? KeyAfter(string prefix, string key) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && key[prefix.Length..] is { Length: > 0 } rest ? rest : null;
}
