using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Histories;

/// <summary>
/// Selects the first <paramref name="count"/> points by time from points in any order, each once, using memory for twice as
/// many.
/// </summary>
/// <remarks>Points are collected until there are twice as many as needed; then they are sorted and truncated, and from then on only points
/// before the last one kept are collected. This is how a history whose times do not follow its steps is read, part by part.</remarks>
/// <param name="count">Number of points to keep, at least 1.</param>
/// <param name="after">Only points after this one are taken; null for all.</param>
internal sealed class SmallestPoints(int count, MetricPoint? after)
{
    private readonly List<MetricPoint> _gathered = [];
    private MetricPoint? _last;

    /// <summary>Points at or after this time are no longer needed; null while all are.</summary>
    public long? EndMs => _last is { TimestampMs: < long.MaxValue } last ? last.TimestampMs + 1 : null;

    public void Offer(ReadOnlySpan<MetricPoint> points)
    {
        foreach (ref readonly var point in points)
        {
            if (!IsWanted(point))
                continue;
            _gathered.Add(point);
            if (_gathered.Count >= 2L * count)
                Cut();
        }
    }

    /// <summary>The points by time, each once. No further points can be added.</summary>
    public List<MetricPoint> Take()
    {
        Cut();
        return _gathered;
    }

    private bool IsWanted(in MetricPoint point) =>
        (_last is not { } last || (point.TimestampMs <= last.TimestampMs && MetricValues.CompareByTime(point, last) < 0))
        && (after is not { } before || (point.TimestampMs >= before.TimestampMs && MetricValues.CompareByTime(point, before) > 0));

    private void Cut()
    {
        MetricMerge.SortDistinct(_gathered, static (a, b) => MetricValues.CompareByTime(a, b));
        if (_gathered.Count < count)
            return;
        CollectionsMarshal.SetCount(_gathered, count);
        _last = _gathered[^1];
    }
}
