using Leat.Core;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.Points;

/// <summary>The byte format of a bundle: the short series of one run, with the times of series that were logged together stored once.
/// <c>docs/formats/metric-bundle.md</c> describes it.</summary>
internal static class MetricBundleCodec
{
    /// <summary>Longer series have their own blocks.</summary>
    public const int MaxPointsPerSeries = 63;

    public const byte Version = 1;

    private const string Format = "metric bundle";

    /// <summary>Typical size for noisy doubles; the buffer grows if needed.</summary>
    private const int TypicalBytesPerPoint = 8;

    /// <summary>Encodes one or more series by the number of their name (1 or more). Each has 1 to <see cref="MaxPointsPerSeries"/> points
    /// in the order of <see cref="MetricValues.CompareByStep"/>, each once, with canonical values.</summary>
    public static byte[] Encode(SortedDictionary<long, List<MetricPoint>> series)
    {
        ArgumentOutOfRangeException.ThrowIfZero(series.Count);
        using var writer = new ByteWriter(Version, 64 + (series.Values.Sum(points => points.Count) * TypicalBytesPerPoint));
        foreach (var group in BundleGroup.Of(series))
            group.Write(writer);
        return writer.Seal();
    }

    /// <summary>Decodes all series, each in order.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version.</exception>
    public static SortedDictionary<long, List<MetricPoint>> Decode(ReadOnlySpan<byte> bundle)
    {
        var series = new SortedDictionary<long, List<MetricPoint>>();
        var reader = new MetricBundleReader(ByteReader.Open(bundle, Version, Format));
        while (reader.MoveNext())
        {
            var points = new List<MetricPoint>(reader.Points);
            reader.Read(points);
            if (!series.TryAdd(reader.Name, points))
                reader.Fail($"it holds series {reader.Name} twice");
        }

        return series;
    }

    /// <summary>Appends the points of one series to a list, skipping the others.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version; the list is
    /// unchanged.</exception>
    public static void Decode(ReadOnlySpan<byte> bundle, long nameId, List<MetricPoint> into)
    {
        var reader = new MetricBundleReader(ByteReader.Open(bundle, Version, Format));
        while (reader.MoveNext())
        {
            if (reader.Name != nameId)
                continue;
            reader.Read(into);
            return;
        }
    }
}
