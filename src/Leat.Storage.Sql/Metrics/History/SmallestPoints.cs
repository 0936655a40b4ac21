using System.Runtime.InteropServices;
using Leat.Core;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Of points that come in any order, the first so many by time, each once, in the memory of twice as many.</summary>
/// <remarks>Points are gathered until there are twice as many as wanted; then they are sorted and cut, and from then on only
/// those before the last one kept are gathered. A history whose times do not follow its steps is read so, part by part.</remarks>
/// <param name="count">How many points to keep, at least 1.</param>
/// <param name="after">Only points after this one are wanted; null for all.</param>
internal sealed class SmallestPoints(int count, MetricPoint? after)
{
    private readonly List<MetricPoint> _gathered = [];
    private MetricPoint? _last;

    /// <summary>No point at or after this time is wanted any more; null while all are.</summary>
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

    /// <summary>The points by time, each once. No more are taken afterwards.</summary>
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
