using Leat.Core;

namespace Leat.Storage.Sql.Points;

/// <summary>A position in the order of blocks, as stored in the columns beside them, without the value.</summary>
/// <param name="Step">The point's step.</param>
/// <param name="TimestampMs">The point's timestamp.</param>
internal readonly record struct BlockOrder(long Step, long TimestampMs) : IComparable<BlockOrder>
{
    public static BlockOrder Of(in MetricPoint point) => new(point.Step, point.TimestampMs);

    /// <summary>By step, then timestamp: the order of blocks.</summary>
    public int CompareTo(BlockOrder other)
    {
        var order = Step.CompareTo(other.Step);
        return order != 0 ? order : TimestampMs.CompareTo(other.TimestampMs);
    }
}
