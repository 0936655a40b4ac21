using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Leat.Benchmarks.Metrics;

namespace Leat.Benchmarks;

/// <summary>Encoded bytes per point, for benchmarks with a parameter that names a <see cref="SeriesKind"/>.</summary>
internal sealed class BytesPerPointColumn() : FigureColumn("bytes/point", "Encoded size divided by points", priority: 1)
{
    public override string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        benchmarkCase.Parameters.Items.Select(item => item.Value).OfType<SeriesKind>().Cast<SeriesKind?>().FirstOrDefault()
            is { } kind
            ? TrainingSeries.EncodedBytesPerPoint(kind).ToString("0.00", CultureInfo.InvariantCulture)
            : "-";
}
