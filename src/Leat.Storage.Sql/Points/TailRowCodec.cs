using Leat.Core;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.Points;

/// <summary>The byte format of a tail row: the points of one run that were committed together, in arrival order, grouped by series.
/// <c>docs/formats/metric-tail.md</c> describes it.</summary>
internal static class TailRowCodec
{
    public const byte Version = 1;

    private const string Format = "metric tail row";

    /// <summary>Typical size of a noisy value with a step and timestamp that differ from the previous point; the buffer grows if needed.</summary>
    private const int TypicalBytesPerPoint = 12;

    /// <summary>Encodes one or more points with canonical values. Keeps the order within a series.</summary>
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

    /// <summary>Appends a row's points to a list, series by series, each in arrival order.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version; the list is
    /// unchanged.</exception>
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

    /// <summary>Appends the points of one series to a list in arrival order, skipping the other series.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version; the list is
    /// unchanged.</exception>
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

    /// <summary>Checks version and checksum and moves to the first series.</summary>
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
