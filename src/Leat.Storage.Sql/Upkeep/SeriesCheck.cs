using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Sums up the points of one series, block by block and then from the tail.</summary>
internal sealed class SeriesCheck
{
    private MetricPoint? _latest;
    private MetricPoint? _end;
    private double _min = double.NaN;
    private double _max = double.NaN;
    private bool _isPartial;

    /// <summary>Whether part of the series could not be read, so that it cannot be compared.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Adds all points of the next block; says if it overlaps the one before.</summary>
    public string? AddBlock(ReadOnlySpan<MetricPoint> points)
    {
        var overlaps = _end is { } end && MetricValues.CompareByStep(end, points[0]) >= 0;
        _end = points[^1];
        foreach (var point in points)
            AddLate(point);
        return overlaps ? Overlap : null;
    }

    /// <summary>Adds the next block by its columns alone.</summary>
    public string? AddBlock(in MetricBlockInfo info)
    {
        _isPartial = true;
        var overlaps = _end is { } end && (end.Step, end.TimestampMs).CompareTo((info.FirstStep, info.FirstTimestampMs)) > 0;
        _end = new MetricPoint(info.LastStep, info.LastTimestampMs, 0);
        if (_latest is not { } latest || (latest.Step, latest.TimestampMs).CompareTo((info.LastStep, info.LastTimestampMs)) < 0)
            _latest = _end;
        _min = double.MinNumber(_min, info.Min ?? double.NaN);
        _max = double.MaxNumber(_max, info.Max ?? double.NaN);
        return overlaps ? Overlap : null;
    }

    /// <summary>Adds a point of the tail.</summary>
    public void AddLate(in MetricPoint point)
    {
        if (_latest is not { } latest || MetricValues.IsLater(point, latest))
            _latest = point;
        _min = double.MinNumber(_min, point.Value);
        _max = double.MaxNumber(_max, point.Value);
    }

    /// <summary>Says where the stored latest value and extremes differ from the points. NaN counts as 0, as it does when they are stored: of a
    /// NaN and a 0 at the same step and time, the first to arrive is kept.</summary>
    public string? Compare(in MetricPoint stored, double? min, double? max)
    {
        if (IsDamaged || _latest is not { } latest)
            return null;
        var same = stored.Step == latest.Step && stored.TimestampMs == latest.TimestampMs
            && (_isPartial || MetricValues.NanAsZero(stored.Value).Equals(MetricValues.NanAsZero(latest.Value)));
        if (!same)
            return $"its latest value says step {stored.Step} at {stored.TimestampMs}, but its points end with step {latest.Step} at {latest.TimestampMs}"
                + (_isPartial ? "" : $", value {latest.Value:R} instead of {stored.Value:R}");
        return Nullable.Equals(min, Known(_min)) && Nullable.Equals(max, Known(_max))
            ? null
            : "its least and greatest values do not agree with its points";
    }

    private const string Overlap = "it overlaps the block before it";

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
