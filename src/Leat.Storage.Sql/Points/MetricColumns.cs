using Leat.Core;

namespace Leat.Storage.Sql.Points;

/// <summary>Points as columns of equal length.</summary>
internal readonly ref struct MetricColumns(ReadOnlySpan<long> steps, ReadOnlySpan<long> timestampsMs, ReadOnlySpan<double> values)
{
    public ReadOnlySpan<long> Steps { get; } = steps;

    public ReadOnlySpan<long> TimestampsMs { get; } = timestampsMs;

    public ReadOnlySpan<double> Values { get; } = values;

    public MetricPoint this[int index] => new(Steps[index], TimestampsMs[index], Values[index]);
}
