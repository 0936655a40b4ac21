using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Leat.Benchmarks;

/// <summary>Millions of points a second, for benchmarks whose class says how many points one operation handles.</summary>
internal sealed class PointsPerSecondColumn : IColumn
{
    public string Id => nameof(PointsPerSecondColumn);

    public string ColumnName => "M points/s";

    public string Legend => "Points handled per second, in millions, in the best of the iterations";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        var nanoseconds = summary[benchmarkCase]?.ResultStatistics?.Min;
        var points = PointsAttribute.Of(benchmarkCase.Descriptor.WorkloadMethod);
        return nanoseconds is null || points is null
            ? "-"
            : (points.Value * 1_000.0 / nanoseconds.Value).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
