using System.Runtime.InteropServices;
using Leat.Core;

namespace Leat.Storage.Sql.Histories;

/// <summary>The tail of a series as of the start of a read, merged by time into what is read from the blocks. Points sealed since then come
/// from both sides and are kept once.</summary>
/// <param name="points">By time, each once.</param>
internal sealed class TailByTime(List<MetricPoint> points)
{
    private int _next;

    /// <summary>What has not been taken yet.</summary>
    public ReadOnlySpan<MetricPoint> Left => CollectionsMarshal.AsSpan(points)[_next..];

    /// <summary>Whether no tail point remains before the end of a stretch of the history.</summary>
    public bool IsAfter(in MetricPoint end) => _next == points.Count || MetricValues.CompareByTime(points[_next], end) > 0;

    /// <summary>Drops the points before a position.</summary>
    public void SkipBefore(long timestampMs, long step)
    {
        while (_next < points.Count && (points[_next].TimestampMs, points[_next].Step).CompareTo((timestampMs, step)) < 0)
            _next++;
    }

    /// <summary>Appends a stretch of the history to a list, with all tail points before its end.</summary>
    /// <param name="sorted">By time, each once.</param>
    /// <param name="into">Receives both, by time, each once.</param>
    public void MergeInto(ReadOnlySpan<MetricPoint> sorted, List<MetricPoint> into)
    {
        foreach (ref readonly var point in sorted)
        {
            while (_next < points.Count)
            {
                var order = MetricValues.CompareByTime(points[_next], point);
                if (order > 0)
                    break;
                if (order < 0)
                    into.Add(points[_next]);
                _next++;
            }

            into.Add(point);
        }
    }
}
