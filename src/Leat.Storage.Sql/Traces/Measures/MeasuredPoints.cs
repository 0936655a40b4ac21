using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>Makes points of the rows of a measurement.</summary>
internal abstract class MeasuredPoints(TraceMetricQuery query)
{
    /// <summary>The first moment that a time can name.</summary>
    private static readonly long FirstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();

    protected TraceMetricQuery Query => query;

    /// <summary>Takes a row.</summary>
    public abstract void Read(SqlRow row);

    /// <summary>The points, in the order of the rows.</summary>
    public abstract IReadOnlyList<TraceMetricPoint> ToPoints();

    /// <summary>The dimensions that a row begins with, as texts.</summary>
    protected List<string> ReadDimensions(SqlRow row)
    {
        var dimensions = new List<string>(query.Dimensions.Count + 1);
        if (query.TimeIntervalSeconds is not null)
            dimensions.Add(TextOfTime(row.NextInt64() / MeasureSql.TimeUnitOf(query.Metric)));

        foreach (var _ in query.Dimensions)
            dimensions.Add(row.NextText());
        return dimensions;
    }

    /// <summary>The beginning of a piece of time as a dimension, whose order is that of times.</summary>
    protected static string TextOfTime(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(ms, FirstMs)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    protected TraceMetricPoint PointOf(List<string> dimensions, Func<TraceAggregation, double> valueOf)
    {
        IEnumerable<string> names = query.TimeIntervalSeconds is null ? query.Dimensions : query.Dimensions.Prepend(TraceMetric.TimeBucket);
        return new TraceMetricPoint(
            query.Metric.Name,
            names.Zip(dimensions).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            query.Aggregations.ToDictionary(aggregation => aggregation.Name, valueOf, StringComparer.Ordinal));
    }
}

/// <summary>Points of rows with a count and a sum.</summary>
internal sealed class SumPoints(TraceMetricQuery query) : MeasuredPoints(query)
{
    private readonly List<TraceMetricPoint> _points = [];

    public override void Read(SqlRow row)
    {
        var (dimensions, count) = (ReadDimensions(row), row.NextSum());
        var sum = row.NextRealSum() / MeasureSql.UnitOf(Query.Metric);

        // Without dimensions there is a row even if there is nothing, which MLflow answers only to a count.
        if (count > 0 || Query.Metric.Aggregations.Contains(TraceAggregationType.Count))
            _points.Add(PointOf(dimensions, aggregation => Aggregate(aggregation.Type, count, sum)));
    }

    public override IReadOnlyList<TraceMetricPoint> ToPoints() => _points;

    public static double Aggregate(TraceAggregationType type, long count, double sum) => type switch
    {
        TraceAggregationType.Count => count,
        TraceAggregationType.Sum => sum,
        _ => sum / count,
    };
}

/// <summary>Points of rows with a value and its count, those of a group one after the other.</summary>
internal sealed class ValuePoints(TraceMetricQuery query) : MeasuredPoints(query)
{
    private readonly List<TraceMetricPoint> _points = [];
    private readonly List<(double Value, long Count)> _values = [];
    private List<string>? _group;

    private bool IsFull => _points.Count == Query.MaxResults;

    public override void Read(SqlRow row)
    {
        if (IsFull)
            return;
        var dimensions = ReadDimensions(row);
        if (_group is null || !_group.SequenceEqual(dimensions, StringComparer.Ordinal))
        {
            EndGroup();
            _group = dimensions;
        }

        if (ReadValue(row) is { } value)
            _values.Add((value, row.NextSum()));
    }

    public override IReadOnlyList<TraceMetricPoint> ToPoints()
    {
        EndGroup();
        return _points;
    }

    private double? ReadValue(SqlRow row) => MeasureSql.IsOfTexts(Query.Metric)
        ? NumberOf(row.NextText())
        : row.NextRealSum() / MeasureSql.UnitOf(Query.Metric);

    /// <summary>A value of an assessment as a number: true and yes are 1, false and no 0; null if it is something else.</summary>
    private static double? NumberOf(string json) => json switch
    {
        "true" or "\"yes\"" => 1,
        "false" or "\"no\"" => 0,
        _ => double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
    };

    private void EndGroup()
    {
        if (_group is { } group && _values.Count > 0 && !IsFull)
        {
            // Values that are texts do not come in order.
            _values.Sort((one, other) => one.Value.CompareTo(other.Value));
            _points.Add(PointOf(group, new ValueCounts(_values).Aggregate));
        }

        _values.Clear();
    }
}
