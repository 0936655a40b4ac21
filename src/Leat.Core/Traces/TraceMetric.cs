namespace Leat.Core;

/// <summary>Something that can be measured.</summary>
/// <param name="View">Of what.</param>
/// <param name="Name">Its name in the protocol.</param>
/// <param name="Aggregations">How its values may become one.</param>
/// <param name="Dimensions">What they may be grouped by, besides the time.</param>
public sealed record TraceMetric(
    TraceMetricView View, string Name, IReadOnlyList<TraceAggregationType> Aggregations, IReadOnlyList<string> Dimensions)
{
    private static readonly TraceAggregationType[] Counts = [TraceAggregationType.Count];
    private static readonly TraceAggregationType[] Means = [TraceAggregationType.Avg, TraceAggregationType.Percentile];
    private static readonly TraceAggregationType[] Sums = [TraceAggregationType.Sum, TraceAggregationType.Avg, TraceAggregationType.Percentile];

    /// <summary>The dimension of the time, which a request asks for by its interval.</summary>
    public const string TimeBucket = "time_bucket";

    /// <summary>Every metric there is, as MLflow 3.11 has them.</summary>
    public static IReadOnlyList<TraceMetric> All { get; } =
    [
        new(TraceMetricView.Traces, "trace_count", Counts, ["trace_name", "trace_status"]),
        new(TraceMetricView.Traces, "latency", Means, ["trace_name"]),
        new(TraceMetricView.Traces, "input_tokens", Sums, ["trace_name"]),
        new(TraceMetricView.Traces, "output_tokens", Sums, ["trace_name"]),
        new(TraceMetricView.Traces, "total_tokens", Sums, ["trace_name"]),
        new(TraceMetricView.Traces, "cache_read_input_tokens", Sums, ["trace_name"]),
        new(TraceMetricView.Traces, "cache_creation_input_tokens", Sums, ["trace_name"]),
        new(TraceMetricView.Spans, "span_count", Counts, ["span_name", "span_type", "span_status", "span_model_name", "span_model_provider"]),
        new(TraceMetricView.Spans, "latency", Means, ["span_name", "span_status"]),
        new(TraceMetricView.Spans, "input_cost", Sums, ["span_model_name", "span_model_provider"]),
        new(TraceMetricView.Spans, "output_cost", Sums, ["span_model_name", "span_model_provider"]),
        new(TraceMetricView.Spans, "total_cost", Sums, ["span_model_name", "span_model_provider"]),
        new(TraceMetricView.Assessments, "assessment_count", Counts, ["assessment_name", "assessment_value"]),
        new(TraceMetricView.Assessments, "assessment_value", Means, ["assessment_name"]),
    ];

    /// <summary>The metric with this name.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is none.</exception>
    public static TraceMetric Find(TraceMetricView view, string name)
    {
        var all = All.Where(metric => metric.View == view).ToList();
        return all.Find(metric => metric.Name == name)
            ?? throw LeatException.InvalidParameter(
                $"metric_name must be one of {List(all.Select(metric => metric.Name))}, got {PythonFormat.OfText(TextRules.Truncate(name, 100))}");
    }

    /// <summary>Rejects aggregations and dimensions that the metric does not have.</summary>
    internal void Check(IReadOnlyList<TraceAggregation> aggregations, IReadOnlyList<string> dimensions)
    {
        if (aggregations.Count == 0)
            throw LeatException.InvalidParameter("Missing value for required parameter 'aggregations'.");
        var wrong = aggregations.Where(aggregation => !Aggregations.Contains(aggregation.Type)).ToList();
        if (wrong.Count > 0)
        {
            throw LeatException.InvalidParameter(
                $"Found invalid aggregation_type(s): {List(wrong.Select(aggregation => NameOf(aggregation.Type)))}. "
                + $"Supported aggregation types: {List(Aggregations.Select(NameOf))}");
        }

        foreach (var aggregation in aggregations)
            CheckPercentile(aggregation);
        var unknown = dimensions.Except(Dimensions, StringComparer.Ordinal).Select(dimension => TextRules.Truncate(dimension, 100)).ToList();
        if (unknown.Count > 0)
        {
            throw LeatException.InvalidParameter(
                $"Found invalid dimension(s): {List(unknown.Order(StringComparer.Ordinal))}. Supported dimensions: {List(Dimensions.Order(StringComparer.Ordinal))}");
        }
    }

    private static void CheckPercentile(TraceAggregation aggregation)
    {
        if (aggregation.Type != TraceAggregationType.Percentile)
        {
            if (aggregation.Percentile is not null)
                throw LeatException.InvalidParameter($"percentile_value is only allowed with aggregation type PERCENTILE, got it with {aggregation.Name}");
        }
        else if (aggregation.Percentile is not (>= 0 and <= 100))
        {
            throw LeatException.InvalidParameter(
                $"percentile_value must be a number from 0 to 100 for aggregation type PERCENTILE, got {aggregation.Percentile?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");
        }
    }

    private static string NameOf(TraceAggregationType type) => type.ToString().ToUpperInvariant();

    private static string List(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";
}
