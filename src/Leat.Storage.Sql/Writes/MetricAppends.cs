using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Writes;

/// <summary>The points of one transaction: collected over its commands, then written as one tail row per run and one latest value per
/// series, because those rows determine the cost of a commit.</summary>
internal sealed class MetricAppends
{
    private readonly Dictionary<long, List<TailPoint>> _tails = [];
    private readonly Dictionary<(long Run, long Name), SeriesSummary> _series = [];
    private readonly List<(long Run, int Points)> _taken = [];

    public void Add(long run, long experiment, long name, in MetricPoint point)
    {
        ref var tail = ref CollectionsMarshal.GetValueRefOrAddDefault(_tails, run, out _);
        tail ??= [];
        tail.Add(new TailPoint(name, point));
        ref var summary = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, (run, name), out var exists);
        if (exists)
            summary.Add(point);
        else
            summary = new SeriesSummary(experiment, point);
    }

    /// <summary>The rows for the points added since the last call.</summary>
    public IReadOnlyList<RowBatch> TakeRows()
    {
        if (_tails.Count == 0)
            return [];
        RowBatch[] rows = [new(RowWrites.MetricTail, Tails()), new(RowWrites.LatestMetric, Latest())];
        foreach (var (run, points) in _tails)
            _taken.Add((run, points.Count));
        Clear();
        return rows;
    }

    /// <summary>How many points were added to each run's tail since the last call.</summary>
    public IReadOnlyCollection<(long Run, int Points)> TakeGrowth()
    {
        if (_taken.Count == 0)
            return [];
        var growth = _taken.ToArray();
        _taken.Clear();
        return growth;
    }

    /// <summary>Rows with ids that no other writer generates: the time plus 21 random bits. If two do collide, the key rejects the second,
    /// which is written again with another id. The order of ids has no meaning.</summary>
    private List<object?[]> Tails()
    {
        var rows = new List<object?[]>(_tails.Count);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 21;
        foreach (var (run, points) in _tails)
        {
            var seq = now | Random.Shared.NextInt64(1 << 21);
            rows.Add([run, seq, TailRowCodec.Encode(CollectionsMarshal.AsSpan(points))]);
        }

        return rows;
    }

    /// <summary>In key order, so that two writers on one database cannot deadlock.</summary>
    private List<object?[]> Latest()
    {
        var rows = new List<object?[]>(_series.Count);
        foreach (var ((run, name), summary) in _series.OrderBy(entry => entry.Key))
        {
            var latest = summary.Latest;
            rows.Add(
            [
                run, name, MetricValues.NanAsZero(latest.Value), double.IsNaN(latest.Value) ? 1L : 0L, latest.Step, latest.TimestampMs,
                summary.Min, summary.Max, summary.Experiment,
            ]);
        }

        return rows;
    }

    public void Clear()
    {
        _tails.Clear();
        _series.Clear();
    }

    private struct SeriesSummary
    {
        private double _min;
        private double _max;

        public SeriesSummary(long experiment, in MetricPoint point)
        {
            Experiment = experiment;
            Latest = point;
            _min = _max = point.Value;
        }

        public long Experiment { get; }

        public MetricPoint Latest { get; private set; }

        /// <summary>The smallest value, ignoring NaN; null if there is none.</summary>
        public readonly double? Min => double.IsNaN(_min) ? null : _min;

        /// <summary>The largest value, ignoring NaN; null if there is none.</summary>
        public readonly double? Max => double.IsNaN(_max) ? null : _max;

        public void Add(in MetricPoint point)
        {
            if (MetricValues.IsLater(point, Latest))
                Latest = point;
            _min = double.MinNumber(_min, point.Value);
            _max = double.MaxNumber(_max, point.Value);
        }
    }
}
