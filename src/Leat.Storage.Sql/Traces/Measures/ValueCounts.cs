using Leat.Core;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>The values of a group and how often each occurs.</summary>
/// <param name="values">At least one, the least first.</param>
internal sealed class ValueCounts(IReadOnlyList<(double Value, long Count)> values)
{
    public double Aggregate(TraceAggregation aggregation)
    {
        var count = values.Sum(entry => entry.Count);
        return aggregation.Type switch
        {
            TraceAggregationType.Percentile => Percentile(aggregation.Percentile!.Value, count),
            TraceAggregationType.Sum => values.Sum(entry => entry.Value * entry.Count),
            _ => values.Sum(entry => entry.Value * entry.Count) / count,
        };
    }

    /// <summary>As NumPy's default: between the two nearest ranks, in a straight line.</summary>
    private double Percentile(double percentile, long count)
    {
        var rank = percentile / 100 * (count - 1);
        var below = (long)Math.Floor(rank);
        var (lower, upper) = (ValueAt(below), ValueAt(Math.Min(below + 1, count - 1)));
        return lower + ((upper - lower) * (rank - below));
    }

    private double ValueAt(long rank)
    {
        foreach (var (value, count) in values)
        {
            if (rank < count)
                return value;
            rank -= count;
        }

        return values[^1].Value;
    }
}
