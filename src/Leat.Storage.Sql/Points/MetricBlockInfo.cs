using Leat.Core;

namespace Leat.Storage.Sql.Points;

/// <summary>The columns stored beside a block, which let a reader open only the blocks it needs.</summary>
/// <param name="FirstStep">Step of the first point.</param>
/// <param name="LastStep">Step of the last point, the largest.</param>
/// <param name="FirstTimestampMs">Timestamp of the first point.</param>
/// <param name="LastTimestampMs">Timestamp of the last point.</param>
/// <param name="Count">Points in the block, at least 1.</param>
/// <param name="Min">Smallest value, ignoring NaN; null if all are NaN.</param>
/// <param name="Max">Largest value, ignoring NaN; null if all are NaN.</param>
/// <param name="TimeAscends">Whether timestamps never decrease. Then the first and last timestamps are the smallest and largest, and the
/// block is also in time order.</param>
internal readonly record struct MetricBlockInfo(
    long FirstStep, long LastStep, long FirstTimestampMs, long LastTimestampMs, int Count,
    double? Min, double? Max, bool TimeAscends)
{
    /// <summary>Describes one or more points in the order of <see cref="MetricValues.CompareByStep"/>.</summary>
    public static MetricBlockInfo Of(ReadOnlySpan<MetricPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Length);
        var (first, last) = (points[0], points[^1]);
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        var ascends = true;
        var before = first.TimestampMs;
        foreach (var point in points)
        {
            ascends &= before <= point.TimestampMs;
            before = point.TimestampMs;
            // A comparison with NaN is false, so NaN changes neither.
            if (point.Value < min)
                min = point.Value;
            if (point.Value > max)
                max = point.Value;
        }

        var any = min <= max;
        return new MetricBlockInfo(
            first.Step, last.Step, first.TimestampMs, last.TimestampMs, points.Length,
            any ? min : null, any ? max : null, ascends);
    }
}
