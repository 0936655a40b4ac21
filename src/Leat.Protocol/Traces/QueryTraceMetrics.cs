using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/traces/metrics</c>.</summary>
/// <param name="ExperimentIds">Experiments to look in.</param>
/// <param name="ViewType">What is measured.</param>
/// <param name="MetricName">The metric, for example latency.</param>
/// <param name="Aggregations">How its values become one.</param>
/// <param name="Dimensions">What they are grouped by, for example span_name.</param>
/// <param name="Filters">One comparison each, for example trace.status = 'OK'; all must be true.</param>
/// <param name="TimeIntervalSeconds">Adds the dimension time_bucket, of pieces of time that are so long; both times must be there.</param>
/// <param name="StartTimeMs">Only traces that began then or later: Unix milliseconds, UTC.</param>
/// <param name="EndTimeMs">Only traces that began then or before: Unix milliseconds, UTC.</param>
/// <param name="MaxResults">The most points.</param>
[Needs("aggregations.aggregation_type")]
internal sealed record QueryTraceMetricsRequest(
    IReadOnlyList<string>? ExperimentIds,
    [property: WireEnum(nameof(EnumNames.MetricViewType))] string? ViewType,
    string? MetricName,
    IReadOnlyList<MetricAggregationMessage>? Aggregations,
    IReadOnlyList<string>? Dimensions = null,
    IReadOnlyList<string>? Filters = null,
    [property: Limits(least: 1)] long? TimeIntervalSeconds = null,
    long? StartTimeMs = null,
    long? EndTimeMs = null,
    [property: Limits(1, TraceMetricQuery.MaxPoints), DefaultValue(TraceMetricQuery.DefaultPoints)] long? MaxResults = null)
    : IWireRequest<QueryTraceMetricsRequest>
{
    public static QueryTraceMetricsRequest Decode(WireFields fields)
    {
        fields.RequireAll("view_type");
        return new QueryTraceMetricsRequest(
            fields.RequireStrings("experiment_ids"),
            fields.GetEnum("view_type", EnumNames.MetricViewType),
            fields.RequireString("metric_name"),
            fields.RequireMessages("aggregations").Decode(MetricAggregationMessage.Decode),
            fields.GetStrings("dimensions"),
            fields.GetStrings("filters"),
            fields.GetInt64("time_interval_seconds"),
            fields.GetInt64("start_time_ms"),
            fields.GetInt64("end_time_ms"),
            fields.GetInt32("max_results"));
    }

    public static QueryTraceMetricsRequest From(TraceMetricQuery query) => new(
        query.ExperimentIds,
        EnumNames.MetricViewType.NameOf((long)query.Metric.View),
        query.Metric.Name,
        [.. query.Aggregations.Select(MetricAggregationMessage.From)],
        query.Dimensions.NullIfEmpty(),
        query.Filters.Count == 0 ? null : [.. query.Filters.Select(filter => filter.Text)],
        query.TimeIntervalSeconds,
        query.StartTimeMs,
        query.EndTimeMs,
        query.MaxResults);

    public TraceMetricQuery ToQuery() => TraceMetricQuery.Create(
        ExperimentIds!,
        (TraceMetricView)EnumNames.MetricViewType.NumberOf(ViewType!),
        MetricName!,
        Aggregations.ToEntities(aggregation => aggregation.ToEntity()),
        Dimensions,
        Filters,
        TimeIntervalSeconds,
        StartTimeMs,
        EndTimeMs,
        MaxResults ?? TraceMetricQuery.DefaultPoints);
}

/// <summary>How values become one.</summary>
/// <param name="AggregationType">COUNT, SUM, AVG or PERCENTILE, as the metric has them.</param>
/// <param name="PercentileValue">0 to 100, with PERCENTILE.</param>
internal sealed record MetricAggregationMessage(
    [property: WireEnum(nameof(EnumNames.AggregationType))] string? AggregationType, double? PercentileValue = null)
{
    internal static MetricAggregationMessage Decode(WireFields fields)
    {
        fields.RequireAll("aggregation_type");
        return new(fields.GetEnum("aggregation_type", EnumNames.AggregationType), fields.GetDouble("percentile_value"));
    }

    public static MetricAggregationMessage From(TraceAggregation aggregation) =>
        new(EnumNames.AggregationType.NameOf((long)aggregation.Type), aggregation.Percentile);

    public TraceAggregation ToEntity() => new((TraceAggregationType)EnumNames.AggregationType.NumberOf(AggregationType!), PercentileValue);
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/traces/metrics</c>.</summary>
/// <param name="DataPoints">The time first, then by the other dimensions; left out when there are none.</param>
internal sealed record QueryTraceMetricsResponse(IReadOnlyList<MetricDataPointMessage>? DataPoints)
{
    /// <summary>The answer.</summary>
    public static QueryTraceMetricsResponse From(IReadOnlyList<TraceMetricPoint> points) => new(points.ToMessages(MetricDataPointMessage.From));

    public IReadOnlyList<TraceMetricPoint> ToEntities() => DataPoints.ToEntities(point => point.ToEntity());
}

/// <summary>What was measured in one group.</summary>
/// <param name="MetricName">The metric.</param>
/// <param name="Dimensions">What the group has in common, by dimension; left out without dimensions.</param>
/// <param name="Values">By aggregation: COUNT, SUM, AVG, P50.0.</param>
internal sealed record MetricDataPointMessage(
    string? MetricName, IReadOnlyDictionary<string, string>? Dimensions, IReadOnlyDictionary<string, double>? Values)
{
    public static MetricDataPointMessage From(TraceMetricPoint point) =>
        new(point.MetricName, point.Dimensions.Count == 0 ? null : point.Dimensions, point.Values);

    public TraceMetricPoint ToEntity() => new(
        Answers.Require(MetricName, "metric_name"), Dimensions ?? new Dictionary<string, string>(), Answers.Require(Values, "values"));
}
