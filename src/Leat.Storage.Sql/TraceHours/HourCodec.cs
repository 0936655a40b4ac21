using System.Text;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>An hour as bytes: docs/formats/trace-hour.md.</summary>
internal static class HourCodec
{
    private const byte Version = 1;
    private const string Format = "hour of traces";

    /// <summary>Below this, whole numbers are written as their differences.</summary>
    private const double MaxWhole = 1L << 52;

    /// <summary>Counts and sums of each group; null if there are too many groups.</summary>
    public static byte[]? WriteSums(HourFigures figures)
    {
        if (figures.IsTooVaried)
            return null;
        using var writer = new ByteWriter(Version, 1024);
        writer.Varint((ulong)figures.Groups.Count);
        foreach (var (group, counts) in figures.Groups)
        {
            writer.ZigZag(group.Status);
            Write(writer, group.Name);
            Write(writer, group.Type);
            Write(writer, group.Model);
            Write(writer, group.Provider);
            writer.ZigZag(group.Later);
            writer.Varint((ulong)counts.Count);
            foreach (var measure in counts.Measures)
            {
                writer.Varint((ulong)measure.Count);
                if (measure.Count > 0)
                    writer.UInt64(BitConverter.DoubleToUInt64Bits(measure.Sum));
            }
        }

        return writer.Seal();
    }

    /// <summary>How often each value occurs, in the order of the groups; null if there are too many.</summary>
    public static byte[]? WriteValues(HourFigures figures)
    {
        if (figures.IsTooVaried || figures.HasTooManyValues)
            return null;
        using var writer = new ByteWriter(Version, 4096);
        using var values = new ByteWriter(Version, 4096);
        foreach (var measure in figures.Groups.Values.SelectMany(counts => counts.Measures))
        {
            values.Truncate(0);
            Write(values, measure);
            writer.Varint((ulong)values.Length);
            values.Written.CopyTo(writer.Reserve(values.Length));
        }

        return writer.Seal();
    }

    /// <summary>Reads counts and sums.</summary>
    /// <param name="bytes">What <see cref="WriteSums"/> has written.</param>
    /// <param name="measures">How many measures a group has.</param>
    /// <param name="measure">The measure whose count and sum are wanted; negative for the count of all, without a sum.</param>
    /// <param name="onGroup">Takes a group, a count and a sum.</param>
    public static void ReadSums(ReadOnlySpan<byte> bytes, int measures, int measure, Action<HourGroup, long, double> onGroup)
    {
        var reader = ByteReader.Open(bytes, Version, Format);
        for (var left = reader.Varint(); left > 0; left--)
        {
            var group = ReadGroup(ref reader);
            var (count, sum) = ((long)reader.Varint(), 0.0);
            for (var i = 0; i < measures; i++)
            {
                var number = (long)reader.Varint();
                var total = number > 0 ? BitConverter.UInt64BitsToDouble(reader.UInt64()) : 0;
                if (i == measure)
                    (count, sum) = (number, total);
            }

            onGroup(group, count, sum);
        }

        reader.ExpectEnd();
    }

    /// <summary>Reads how often each value of a measure occurs.</summary>
    /// <param name="bytes">What <see cref="WriteValues"/> has written.</param>
    /// <param name="measures">How many measures a group has.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="onValue">For each group, in the order of <see cref="ReadSums"/>, what takes its values and counts; null if they are not
    /// wanted.</param>
    public static void ReadValues(ReadOnlySpan<byte> bytes, int measures, int measure, IReadOnlyList<Action<double, long>?> onValue)
    {
        var reader = ByteReader.Open(bytes, Version, Format);
        foreach (var take in onValue)
        {
            for (var i = 0; i < measures; i++)
            {
                var size = (int)Math.Min(reader.Varint(), int.MaxValue);
                var before = reader.Left;
                if (i != measure || take is null)
                    reader.Bytes(size);
                else
                    ReadMeasure(ref reader, size, take);
                if (before - reader.Left != size)
                    reader.Fail("its parts have other lengths than they say");
            }
        }

        reader.ExpectEnd();
    }

    /// <summary>Whole numbers as the difference to the one before, times two, plus one if a count follows; others as they are, each with its
    /// count.</summary>
    private static void Write(ByteWriter writer, HourValues measure)
    {
        if (measure.Count == 0)
            return;
        var ascending = measure.Ascending.ToList();
        var areWhole = ascending.TrueForAll(entry => Math.Abs(entry.Key) < MaxWhole && Math.Floor(entry.Key) == entry.Key);
        writer.Byte(areWhole ? (byte)0 : (byte)1);
        var last = 0L;
        foreach (var (value, count) in ascending)
        {
            if (!areWhole)
            {
                writer.UInt64(BitConverter.DoubleToUInt64Bits(value));
                writer.Varint((ulong)count);
                continue;
            }

            writer.Varint((VarintMath.ZigZag((long)value - last) << 1) | (count > 1 ? 1UL : 0));
            if (count > 1)
                writer.Varint((ulong)count);
            last = (long)value;
        }
    }

    private static void ReadMeasure(ref ByteReader reader, int size, Action<double, long> take)
    {
        var end = reader.Left - size;
        if (size == 0)
            return;
        var areWhole = reader.Byte() == 0;
        var last = 0L;
        while (reader.Left > end)
        {
            if (!areWhole)
            {
                take(BitConverter.UInt64BitsToDouble(reader.UInt64()), (long)reader.Varint());
                continue;
            }

            var step = reader.Varint();
            last += VarintMath.UnZigZag(step >> 1);
            take(last, (step & 1) == 1 ? (long)reader.Varint() : 1);
        }
    }

    private static void Write(ByteWriter writer, string? text)
    {
        if (text is null)
        {
            writer.Varint(0);
            return;
        }

        var size = Encoding.UTF8.GetByteCount(text);
        writer.Varint((ulong)size + 1);
        Encoding.UTF8.GetBytes(text, writer.Reserve(size));
    }

    private static HourGroup ReadGroup(ref ByteReader reader)
    {
        var status = reader.ZigZag();
        var (name, type, model, provider) = (ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader));
        return new HourGroup(status, name, type, model, provider, reader.ZigZag());
    }

    private static string? ReadText(ref ByteReader reader)
    {
        var size = reader.Varint();
        return size == 0 ? null : Encoding.UTF8.GetString(reader.Bytes((int)Math.Min(size - 1, int.MaxValue)));
    }
}
