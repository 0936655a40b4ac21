using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Leat.Benchmarks;

/// <summary>Millions of points per second, for benchmarks whose class says how many points one operation handles.</summary>
internal sealed class PointsPerSecondColumn()
    : FigureColumn("M points/s", "Points handled per second, in millions, in the best of the iterations", priority: 0)
{
    public override string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        var nanoseconds = summary[benchmarkCase]?.ResultStatistics?.Min;
        var points = PointsAttribute.Of(benchmarkCase.Descriptor.WorkloadMethod);
        return nanoseconds is null || points is null
            ? "-"
            : (points.Value * 1_000.0 / nanoseconds.Value).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
