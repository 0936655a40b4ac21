using Leat.Core;

namespace Leat.Storage.Sql.Metrics;

/// <summary>The bytes of a tail row: the points of one run that were committed together, in the order they came, grouped by
/// series. <c>docs/formats/metric-tail.md</c> describes them.</summary>
internal static class TailRowCodec
{
    public const byte Version = 1;

    private const string Format = "metric tail row";

    /// <summary>A noisy value, a step and a timestamp that differ from the point before; more grows the buffer.</summary>
    private const int TypicalBytesPerPoint = 12;

    /// <summary>Encodes one or more points, values canonical. The order within a series is kept.</summary>
    public static byte[] Encode(ReadOnlySpan<TailPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Length);
        using var writer = new ByteWriter(Version, 32 + (points.Length * TypicalBytesPerPoint));
        var first = points[0].Point;
        var series = new TailSeries(first.Step, first.TimestampMs);
        writer.ZigZag(first.TimestampMs);
        writer.ZigZag(first.Step);
        if (points.Length == 1)
            series.Write(writer, points[0].NameId, [first]);
        else
            WriteGrouped(writer, points, series);
        return writer.Seal();
    }

    /// <summary>Appends a row's points to a list, series by series, each in the order its points came.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version; the
    /// list is as it was.</exception>
    public static void Decode(ReadOnlySpan<byte> row, List<TailPoint> into)
    {
        var start = into.Count;
        var points = new List<MetricPoint>();
        try
        {
            var reader = Open(row, out var series);
            while (reader.Left > 0)
            {
                points.Clear();
                var header = TailSeriesHeader.Read(ref reader);
                series.Read(ref reader, header, points);
                foreach (var point in points)
                    into.Add(new TailPoint(header.NameId, point));
            }
        }
        catch (LeatException)
        {
            into.RemoveRange(start, into.Count - start);
            throw;
        }
    }

    /// <summary>Appends the points of one series to a list, in the order they came; the other series are skipped.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version; the
    /// list is as it was.</exception>
    public static void Decode(ReadOnlySpan<byte> row, long nameId, List<MetricPoint> into)
    {
        var start = into.Count;
        try
        {
            var reader = Open(row, out var series);
            while (reader.Left > 0)
            {
                var header = TailSeriesHeader.Read(ref reader);
                if (header.NameId == nameId)
                    series.Read(ref reader, header, into);
                else
                    series.Skip(ref reader, header);
            }
        }
        catch (LeatException)
        {
            into.RemoveRange(start, into.Count - start);
            throw;
        }
    }

    private static void WriteGrouped(ByteWriter writer, ReadOnlySpan<TailPoint> points, in TailSeries series)
    {
        using var groups = new SeriesGrouping(points);
        for (var i = 0; i < groups.Series; i++)
            series.Write(writer, groups.NameOf(i), groups.PointsOf(i));
    }

    /// <summary>Checks version and checksum and stands at the first series.</summary>
    private static ByteReader Open(ReadOnlySpan<byte> row, out TailSeries series)
    {
        var reader = ByteReader.Open(row, Version, Format);
        var timestampMs = reader.ZigZag();
        series = new TailSeries(reader.ZigZag(), timestampMs);
        if (reader.Left == 0)
            reader.Fail("it holds no points");
        return reader;
    }
}
