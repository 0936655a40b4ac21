using Leat.Core;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A place in the order of blocks: what stands in columns beside them, the value left aside.</summary>
/// <param name="Step">Step of a point.</param>
/// <param name="TimestampMs">Its timestamp.</param>
internal readonly record struct BlockOrder(long Step, long TimestampMs) : IComparable<BlockOrder>
{
    public static BlockOrder Of(in MetricPoint point) => new(point.Step, point.TimestampMs);

    /// <summary>By step, then timestamp: the order in which blocks lie.</summary>
    public int CompareTo(BlockOrder other)
    {
        var order = Step.CompareTo(other.Step);
        return order != 0 ? order : TimestampMs.CompareTo(other.TimestampMs);
    }
}
