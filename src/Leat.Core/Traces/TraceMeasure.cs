namespace Leat.Core;

/// <summary>What is measured. Numbers follow MLflow's protocol.</summary>
public enum TraceMetricView
{
    /// <summary>Traces.</summary>
    Traces = 1,

    /// <summary>Their spans.</summary>
    Spans = 2,

    /// <summary>Their assessments.</summary>
    Assessments = 3,
}

/// <summary>How measured values become one. Numbers follow MLflow's protocol.</summary>
public enum TraceAggregationType
{
    /// <summary>How many there are.</summary>
    Count = 1,

    /// <summary>Their sum.</summary>
    Sum = 2,

    /// <summary>Their mean.</summary>
    Avg = 3,

    /// <summary>The value below which so many of a hundred lie, interpolated linearly between the two nearest.</summary>
    Percentile = 4,

    /// <summary>The smallest. In the protocol, but no metric has it.</summary>
    Min = 5,

    /// <summary>The largest. In the protocol, but no metric has it.</summary>
    Max = 6,
}

/// <summary>An aggregation.</summary>
/// <param name="Type">Which.</param>
/// <param name="Percentile">0 to 100; only for <see cref="TraceAggregationType.Percentile"/>.</param>
public readonly record struct TraceAggregation(TraceAggregationType Type, double? Percentile = null)
{
    /// <summary>Its name among the values of a point, for example <c>AVG</c> or <c>P99.9</c>.</summary>
    public string Name => Type == TraceAggregationType.Percentile ? $"P{PythonFormat.OfDouble(Percentile ?? 0)}" : Type.ToString().ToUpperInvariant();
}

/// <summary>What was measured in one group.</summary>
/// <param name="MetricName">What.</param>
/// <param name="Dimensions">What the group has in common, by dimension.</param>
/// <param name="Values">By the names of aggregations.</param>
public sealed record TraceMetricPoint(
    string MetricName, IReadOnlyDictionary<string, string> Dimensions, IReadOnlyDictionary<string, double> Values);
