using System.Buffers;
using Leat.Core;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>Groups interleaved points by series: series in the order of their first point, points within a series in their original order.</summary>
internal ref struct SeriesGrouping : IDisposable
{
    private readonly List<long> _names = [];
    private readonly List<int> _ends = [];
    private readonly MetricPoint[] _points;

    public SeriesGrouping(ReadOnlySpan<TailPoint> points)
    {
        _points = ArrayPool<MetricPoint>.Shared.Rent(points.Length);
        var series = ArrayPool<int>.Shared.Rent(points.Length);
        try
        {
            Count(points, series);
            Scatter(points, series);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(series);
        }
    }

    /// <summary>Number of series.</summary>
    public readonly int Series => _names.Count;

    public readonly long NameOf(int series) => _names[series];

    public readonly ReadOnlySpan<MetricPoint> PointsOf(int series) =>
        _points.AsSpan(series == 0 ? 0 : _ends[series - 1], _ends[series] - (series == 0 ? 0 : _ends[series - 1]));

    public readonly void Dispose() => ArrayPool<MetricPoint>.Shared.Return(_points);

    /// <summary>Numbers the series; <see cref="_ends"/> receives the point count of each.</summary>
    private readonly void Count(ReadOnlySpan<TailPoint> points, Span<int> series)
    {
        var numbers = new Dictionary<long, int>();
        for (var i = 0; i < points.Length; i++)
        {
            var name = points[i].NameId;
            if (!numbers.TryGetValue(name, out var number))
            {
                number = _names.Count;
                numbers.Add(name, number);
                _names.Add(name);
                _ends.Add(0);
            }

            series[i] = number;
            _ends[number]++;
        }
    }

    /// <summary>Moves each point to its series. For each series, <see cref="_ends"/> holds the start at first and the end when all its
    /// points are placed.</summary>
    private readonly void Scatter(ReadOnlySpan<TailPoint> points, ReadOnlySpan<int> series)
    {
        var start = 0;
        for (var i = 0; i < _ends.Count; i++)
            (_ends[i], start) = (start, start + _ends[i]);
        for (var i = 0; i < points.Length; i++)
            _points[_ends[series[i]]++] = points[i].Point;
    }
}
