using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Leat.Benchmarks.Metrics;

namespace Leat.Benchmarks;

/// <summary>Encoded bytes a point, for benchmarks with a parameter that names a <see cref="SeriesKind"/>.</summary>
internal sealed class BytesPerPointColumn : IColumn
{
    public string Id => nameof(BytesPerPointColumn);

    public string ColumnName => "bytes/point";

    public string Legend => "Encoded size divided by points";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        benchmarkCase.Parameters.Items.Select(item => item.Value).OfType<SeriesKind>().Cast<SeriesKind?>().FirstOrDefault()
            is { } kind
            ? TrainingSeries.EncodedBytesPerPoint(kind).ToString("0.00", CultureInfo.InvariantCulture)
            : "-";
}
