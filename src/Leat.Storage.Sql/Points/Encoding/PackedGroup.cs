namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>The byte format of one group of up to <see cref="IntegerColumn.GroupSize"/> numbers.</summary>
/// <remarks>Frame (zigzag varint), width (byte; the top bit means that exceptions follow), the packed low bits, then the exceptions: their
/// count (byte), their positions (a byte each), and the bits of each above the width (varint).</remarks>
internal static class PackedGroup
{
    private const byte HasExceptions = 0x80;

    /// <summary>Room for a full group of the widest numbers plus the padding needed for unpacking.</summary>
    private const int CopySize = (IntegerColumn.GroupSize * sizeof(ulong)) + BitPacking.Padding;

    public static void Write(ByteWriter writer, ReadOnlySpan<long> numbers)
    {
        var plan = GroupPlan.Careful(numbers);
        Span<ulong> distances = stackalloc ulong[IntegerColumn.GroupSize];
        distances = distances[..numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
            distances[i] = (ulong)(numbers[i] - plan.Frame);

        writer.ZigZag(plan.Frame);
        writer.Byte((byte)(plan.Width | (plan.Exceptions > 0 ? HasExceptions : 0)));
        BitPacking.Pack(distances, plan.Width, writer.Reserve(BitPacking.SizeOf(numbers.Length, plan.Width)));
        if (plan.Exceptions > 0)
            WriteExceptions(writer, distances, plan);
    }

    /// <summary>Reads distances until <paramref name="distances"/> is full.</summary>
    /// <returns>The frame, which the caller must add to each.</returns>
    public static long Read(ref ByteReader reader, scoped Span<ulong> distances)
    {
        var (frame, width, hasExceptions) = ReadHeader(ref reader);
        Unpack(ref reader, width, distances);
        if (hasExceptions)
            ReadExceptions(ref reader, width, distances);
        return frame;
    }

    /// <summary>Skips a group of <paramref name="count"/> numbers.</summary>
    public static void Skip(ref ByteReader reader, int count)
    {
        var (_, width, hasExceptions) = ReadHeader(ref reader);
        reader.Bytes(BitPacking.SizeOf(count, width));
        if (!hasExceptions)
            return;
        var exceptions = reader.Byte();
        reader.Bytes(exceptions);
        for (var i = 0; i < exceptions; i++)
            reader.Varint();
    }

    private static (long Frame, int Width, bool HasExceptions) ReadHeader(ref ByteReader reader)
    {
        var frame = reader.ZigZag();
        var header = reader.Byte();
        var width = header & ~HasExceptions;
        if (width > 64)
            reader.Fail($"a group of numbers claims {width} bits for each");
        return (frame, width, (header & HasExceptions) != 0);
    }

    private static void WriteExceptions(ByteWriter writer, ReadOnlySpan<ulong> distances, in GroupPlan plan)
    {
        writer.Byte((byte)plan.Exceptions);
        for (var i = 0; i < distances.Length; i++)
        {
            if (distances[i] >> plan.Width != 0)
                writer.Byte((byte)i);
        }

        foreach (var distance in distances)
        {
            var high = distance >> plan.Width;
            if (high != 0)
                writer.Varint(high);
        }
    }

    private static void ReadExceptions(ref ByteReader reader, int width, scoped Span<ulong> distances)
    {
        if (width == 64)
            reader.Fail("a group of numbers of 64 bits claims exceptions");
        foreach (var position in reader.Bytes(reader.Byte()))
        {
            if (position >= distances.Length)
                reader.Fail($"an exception stands at {position} in a group of {distances.Length}");
            distances[position] |= reader.Varint() << width;
        }
    }

    private static void Unpack(ref ByteReader reader, int width, scoped Span<ulong> distances)
    {
        var size = BitPacking.SizeOf(distances.Length, width);
        if (reader.TryPeek(size + BitPacking.Padding, out var padded))
        {
            reader.Bytes(size);
            BitPacking.Unpack(padded, width, distances);
            return;
        }

        // Near the end there is no padding to read, so use a copy.
        Span<byte> copy = stackalloc byte[CopySize];
        reader.Bytes(size).CopyTo(copy);
        BitPacking.Unpack(copy, width, distances);
    }
}
