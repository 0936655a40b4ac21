using System.Buffers;
using System.Numerics;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>A column of 64-bit integers, stored as the numbers, their differences, or the differences of those, whichever is smallest, in
/// groups with individual widths.</summary>
/// <remarks>All arithmetic wraps, so the whole range of int64 is legal. A header byte holds the order of the differences (low two bits: 0,
/// 1, 2) and the number of low zero bits common to all numbers (high six). It is followed by as many seeds as the order (zigzag varints:
/// the first number, the first difference), then the groups.</remarks>
internal static class IntegerColumn
{
    /// <summary>Numbers per group: a position fits one byte, and the header of usually 2 to 4 bytes costs at most a quarter of a bit per
    /// number.</summary>
    public const int GroupSize = 128;

    private const int MaxOrder = 2;
    private const int OrderBits = 2;

    public static void Write(ByteWriter writer, ReadOnlySpan<long> numbers)
    {
        var rented = ArrayPool<long>.Shared.Rent(2 * numbers.Length);
        try
        {
            Write(writer, numbers, rented);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>Reads numbers until <paramref name="numbers"/> is full.</summary>
    public static void Read(ref ByteReader reader, scoped Span<long> numbers)
    {
        var (order, shift) = ReadHeader(ref reader, numbers.Length);
        var integrator = new Integrator(order, shift);
        for (var i = 0; i < order; i++)
            numbers[i] = integrator.Seed(reader.ZigZag());

        Span<ulong> distances = stackalloc ulong[GroupSize];
        for (var rest = numbers[order..]; rest.Length > 0;)
        {
            var size = Math.Min(rest.Length, GroupSize);
            var frame = PackedGroup.Read(ref reader, distances[..size]);
            integrator.Run(distances[..size], frame, rest);
            rest = rest[size..];
        }
    }

    /// <summary>Skips a column of <paramref name="count"/> numbers.</summary>
    public static void Skip(ref ByteReader reader, int count)
    {
        var (order, _) = ReadHeader(ref reader, count);
        for (var i = 0; i < order; i++)
            reader.Varint();
        for (var rest = count - order; rest > 0; rest -= GroupSize)
            PackedGroup.Skip(ref reader, Math.Min(rest, GroupSize));
    }

    private static (int Order, int Shift) ReadHeader(ref ByteReader reader, int count)
    {
        var header = reader.Byte();
        var order = header & ((1 << OrderBits) - 1);
        if (order > Math.Min(MaxOrder, count))
            reader.Fail($"a column of {count} numbers claims differences of order {order}");
        return (order, header >> OrderBits);
    }

    private static void Write(ByteWriter writer, ReadOnlySpan<long> numbers, Span<long> scratch)
    {
        // 1. Drop low zero bits common to all numbers.
        var shift = CommonZeroBits(numbers);
        var residuals = scratch[..numbers.Length];
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = numbers[i] >> shift;

        // 2. Take differences while they are smaller, but not if equal, because summing them up takes a reader time.
        Span<long> seeds = stackalloc long[MaxOrder];
        var order = 0;
        var size = QuickSize(residuals);
        var free = scratch.Slice(numbers.Length, numbers.Length);
        while (order < MaxOrder && residuals.Length > 1)
        {
            var differences = free[..(residuals.Length - 1)];
            Difference(residuals, differences);
            var sizeOfDifferences = SeedSize(residuals[0]) + QuickSize(differences);
            if (sizeOfDifferences >= size)
                break;
            seeds[order++] = residuals[0];
            size = sizeOfDifferences;
            free = residuals;
            residuals = differences;
        }

        // 3. Header, seeds, groups.
        writer.Byte((byte)((shift << OrderBits) | order));
        foreach (var seed in seeds[..order])
            writer.ZigZag(seed);
        WriteGroups(writer, residuals);
    }

    /// <summary>The size of the groups in bytes, or a slight overestimate.</summary>
    private static int QuickSize(ReadOnlySpan<long> residuals)
    {
        var size = 0;
        for (; residuals.Length > 0; residuals = residuals[Math.Min(residuals.Length, GroupSize)..])
            size += GroupPlan.Quick(residuals[..Math.Min(residuals.Length, GroupSize)]).Size;
        return size;
    }

    private static void WriteGroups(ByteWriter writer, ReadOnlySpan<long> residuals)
    {
        for (; residuals.Length > 0; residuals = residuals[Math.Min(residuals.Length, GroupSize)..])
            PackedGroup.Write(writer, residuals[..Math.Min(residuals.Length, GroupSize)]);
    }

    private static int SeedSize(long seed) => VarintMath.SizeOf(VarintMath.ZigZag(seed));

    private static void Difference(ReadOnlySpan<long> numbers, Span<long> into)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = numbers[i + 1] - numbers[i];
    }

    private static int CommonZeroBits(ReadOnlySpan<long> numbers)
    {
        var any = 0L;
        foreach (var number in numbers)
            any |= number;
        return any == 0 ? 0 : BitOperations.TrailingZeroCount(any);
    }

    /// <summary>Converts seeds and residuals back into numbers.</summary>
    private struct Integrator(int order, int shift)
    {
        private long _number;
        private long _difference;
        private int _seeds;

        public long Seed(long seed)
        {
            if (_seeds++ > 0)
                _difference = seed;
            _number += seed;
            return _number << shift;
        }

        public void Run(ReadOnlySpan<ulong> distances, long frame, Span<long> into)
        {
            if (order == 0)
                Shift(distances, frame, into);
            else if (order == 1)
                SumOnce(distances, frame, into);
            else
                SumTwice(distances, frame, into);
        }

        private readonly void Shift(ReadOnlySpan<ulong> distances, long frame, Span<long> into)
        {
            into = into[..distances.Length];
            for (var i = 0; i < into.Length; i++)
                into[i] = ((long)distances[i] + frame) << shift;
        }

        private void SumOnce(ReadOnlySpan<ulong> distances, long frame, Span<long> into)
        {
            var number = _number;
            into = into[..distances.Length];
            for (var i = 0; i < into.Length; i++)
            {
                number += (long)distances[i] + frame;
                into[i] = number << shift;
            }

            _number = number;
        }

        private void SumTwice(ReadOnlySpan<ulong> distances, long frame, Span<long> into)
        {
            var (number, difference) = (_number, _difference);
            into = into[..distances.Length];
            for (var i = 0; i < into.Length; i++)
            {
                difference += (long)distances[i] + frame;
                number += difference;
                into[i] = number << shift;
            }

            (_number, _difference) = (number, difference);
        }
    }
}
