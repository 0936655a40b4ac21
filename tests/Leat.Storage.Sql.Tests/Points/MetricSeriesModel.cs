using Leat.Core;

namespace Leat.Storage.Sql.Tests.Points;

/// <summary>A metric's history in its simplest form, a sorted set: the oracle for every faster representation.</summary>
internal sealed class MetricSeriesModel
{
    private readonly SortedSet<MetricPoint> _points =
        new(Comparer<MetricPoint>.Create((a, b) => MetricValues.CompareByStep(a, b)));

    public MetricSeriesModel(params IEnumerable<MetricPoint> points) => Log(points);

    /// <summary>All points as they are stored: by step, then timestamp, then value, each once.</summary>
    public MetricPoint[] Points => [.. _points];

    /// <summary>All points as a history is read: by timestamp, then step, then value.</summary>
    public MetricPoint[] History =>
        [.. _points.Order(Comparer<MetricPoint>.Create((a, b) => MetricValues.CompareByTime(a, b)))];

    /// <summary>Adds points; existing ones change nothing.</summary>
    public void Log(IEnumerable<MetricPoint> points) => _points.UnionWith(points);
}
