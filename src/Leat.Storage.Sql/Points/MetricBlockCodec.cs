using System.Buffers;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.Points;

/// <summary>The byte format of a sealed block: points of one series in the order of <see cref="MetricValues.CompareByStep"/>, each once.
/// <c>docs/formats/metric-block.md</c> describes it.</summary>
internal static class MetricBlockCodec
{
    public const int MaxPointsPerBlock = 2048;

    public const byte Version = 1;

    private const string Format = "metric block";

    /// <summary>Typical size for noisy doubles; the buffer grows if needed.</summary>
    private const int TypicalBytesPerPoint = 10;

    /// <summary>Encodes 1 to <see cref="MaxPointsPerBlock"/> points with canonical values.</summary>
    public static byte[] Encode(ReadOnlySpan<MetricPoint> sorted)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sorted.Length, MaxPointsPerBlock);
        using var writer = new ByteWriter(Version, 64 + (sorted.Length * TypicalBytesPerPoint));
        writer.Varint((ulong)sorted.Length);
        WriteIntegers(writer, sorted);
        ValueColumn.Write(writer, sorted);
        return writer.Seal();
    }

    /// <summary>Appends a block's points to a list.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version; the list is
    /// unchanged.</exception>
    public static void Decode(ReadOnlySpan<byte> block, List<MetricPoint> into)
    {
        var reader = ByteReader.Open(block, Version, Format);
        var count = ReadCount(ref reader);
        var rented = ArrayPool<long>.Shared.Rent(3 * count);
        try
        {
            Decode(ref reader, rented.AsSpan(0, 3 * count), into);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>Decodes only the steps, ascending, one per point; the other columns are not read.</summary>
    /// <param name="block">The block.</param>
    /// <param name="scratch">Receives the steps; room for <see cref="MaxPointsPerBlock"/> numbers.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version.</exception>
    public static ReadOnlySpan<long> DecodeSteps(ReadOnlySpan<byte> block, Span<long> scratch)
    {
        var reader = ByteReader.Open(block, Version, Format);
        var steps = scratch[..ReadCount(ref reader)];
        IntegerColumn.Read(ref reader, steps);
        return steps;
    }

    /// <summary>Decodes a block as columns, which is faster than points if not all parts are needed.</summary>
    /// <param name="block">The block.</param>
    /// <param name="scratch">Receives the columns; room for three times <see cref="MaxPointsPerBlock"/> numbers.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.DataLoss"/>: the bytes are damaged or of an unknown version.</exception>
    public static MetricColumns DecodeColumns(ReadOnlySpan<byte> block, Span<long> scratch)
    {
        var reader = ByteReader.Open(block, Version, Format);
        var count = ReadCount(ref reader);
        return ReadColumns(ref reader, scratch[..(3 * count)]);
    }

    private static void WriteIntegers(ByteWriter writer, ReadOnlySpan<MetricPoint> points)
    {
        var rented = ArrayPool<long>.Shared.Rent(points.Length);
        try
        {
            var numbers = rented.AsSpan(0, points.Length);
            for (var i = 0; i < points.Length; i++)
                numbers[i] = points[i].Step;
            IntegerColumn.Write(writer, numbers);
            for (var i = 0; i < points.Length; i++)
                numbers[i] = points[i].TimestampMs;
            IntegerColumn.Write(writer, numbers);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static int ReadCount(ref ByteReader reader)
    {
        var count = (int)Math.Min(reader.Varint(), int.MaxValue);
        if (count is 0 or > MaxPointsPerBlock)
            reader.Fail($"it claims {count} points, where 1 to {MaxPointsPerBlock} can be");
        return count;
    }

    private static void Decode(ref ByteReader reader, Span<long> scratch, List<MetricPoint> into)
    {
        // 1. Decode the columns separately, so that a damaged one leaves the list unchanged.
        var columns = ReadColumns(ref reader, scratch);

        // 2. Combine them into points.
        var start = into.Count;
        CollectionsMarshal.SetCount(into, start + columns.Steps.Length);
        var points = CollectionsMarshal.AsSpan(into)[start..];
        var steps = columns.Steps;
        var timestamps = columns.TimestampsMs;
        var values = columns.Values;
        for (var i = 0; i < points.Length; i++)
            points[i] = new MetricPoint(steps[i], timestamps[i], values[i]);
    }

    private static MetricColumns ReadColumns(scoped ref ByteReader reader, Span<long> scratch)
    {
        var count = scratch.Length / 3;
        var steps = scratch[..count];
        var timestamps = scratch.Slice(count, count);
        var values = MemoryMarshal.Cast<long, double>(scratch[(2 * count)..]);
        IntegerColumn.Read(ref reader, steps);
        IntegerColumn.Read(ref reader, timestamps);
        ValueColumn.Read(ref reader, values);
        reader.ExpectEnd();
        return new MetricColumns(steps, timestamps, values);
    }
}
