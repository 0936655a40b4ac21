using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A valid request to measure traces, their spans or their assessments.</summary>
public sealed record TraceMetricQuery
{
    /// <summary>Most points of an answer.</summary>
    public const int MaxPoints = 50_000;

    /// <summary>Points of an answer if the request does not say.</summary>
    public const int DefaultPoints = 1_000;

    /// <summary>Longer than any span of time between traces, and small enough that nanoseconds fit 64 bits.</summary>
    private const long MaxInterval = 9_000_000_000;

    private TraceMetricQuery(TraceMetric metric) => Metric = metric;

    /// <summary>What is measured.</summary>
    public TraceMetric Metric { get; }

    /// <summary>Experiments to look in; unknown ids are ignored.</summary>
    public IReadOnlyList<string> ExperimentIds { get; private init; } = [];

    /// <summary>At least one, each once.</summary>
    public IReadOnlyList<TraceAggregation> Aggregations { get; private init; } = [];

    /// <summary>Dimensions of the metric, each once.</summary>
    public IReadOnlyList<string> Dimensions { get; private init; } = [];

    /// <summary>What all must satisfy that is measured.</summary>
    public IReadOnlyList<TraceMetricFilter> Filters { get; private init; } = [];

    /// <summary>The length of the pieces that the time is cut into, from 1970 on; null for one group of all times.</summary>
    public long? TimeIntervalSeconds { get; private init; }

    /// <summary>Traces that began then or later: Unix milliseconds, UTC.</summary>
    public long? StartTimeMs { get; private init; }

    /// <summary>Traces that began then or before: Unix milliseconds, UTC.</summary>
    public long? EndTimeMs { get; private init; }

    /// <summary>The most points: the first by their dimensions, the time before others.</summary>
    public int MaxResults { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <param name="experimentIds">Experiments to look in.</param>
    /// <param name="view">Of what.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="aggregations">How values become one.</param>
    /// <param name="dimensions">What they are grouped by.</param>
    /// <param name="filters">One comparison each: <c>trace.status = 'OK'</c>.</param>
    /// <param name="timeIntervalSeconds">See <see cref="TimeIntervalSeconds"/>; with it, both times are wanted.</param>
    /// <param name="startTimeMs">See <see cref="StartTimeMs"/>.</param>
    /// <param name="endTimeMs">See <see cref="EndTimeMs"/>.</param>
    /// <param name="maxResults">1 to <see cref="MaxPoints"/>.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: something that the metric does not have, or a value out of
    /// its range.</exception>
    public static TraceMetricQuery Create(
        IReadOnlyList<string> experimentIds,
        TraceMetricView view,
        string metric,
        IReadOnlyList<TraceAggregation> aggregations,
        IReadOnlyList<string>? dimensions = null,
        IReadOnlyList<string>? filters = null,
        long? timeIntervalSeconds = null,
        long? startTimeMs = null,
        long? endTimeMs = null,
        long maxResults = DefaultPoints)
    {
        var found = TraceMetric.Find(view, metric);
        found.Check(aggregations, dimensions ?? []);
        CheckTimes(timeIntervalSeconds, startTimeMs, endTimeMs);
        SearchLimits.Check(filters?.Count ?? 0, SearchLimits.MaxConditions, "filters", "conditions");
        return new TraceMetricQuery(found)
        {
            ExperimentIds = experimentIds,
            Aggregations = [.. aggregations.Distinct()],
            Dimensions = [.. (dimensions ?? []).Distinct(StringComparer.Ordinal)],
            Filters = [.. (filters ?? []).Select(filter => TraceMetricFilter.Parse(filter, view))],
            TimeIntervalSeconds = timeIntervalSeconds,
            StartTimeMs = startTimeMs,
            EndTimeMs = endTimeMs,
            MaxResults = (int)PageSize.Check(maxResults, MaxPoints),
        };
    }

    private static void CheckTimes(long? interval, long? startTimeMs, long? endTimeMs)
    {
        if (interval is null)
            return;
        if (interval is <= 0 or > MaxInterval)
            throw LeatException.InvalidParameter($"time_interval_seconds must be from 1 to {MaxInterval}, got {interval}");
        if (startTimeMs is null || endTimeMs is null)
            throw LeatException.InvalidParameter("start_time_ms and end_time_ms are required if time_interval_seconds is set");
    }
}
