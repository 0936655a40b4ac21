using System.Runtime.CompilerServices;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>
/// How one group of numbers is packed: each as its distance from <paramref name="Frame"/> in <paramref name="Width"/> bits;
/// the few that need more bits are exceptions.
/// </summary>
/// <param name="Frame">Subtracted from each number, wrapping.</param>
/// <param name="Width">Bits per number, 0 to 64.</param>
/// <param name="Exceptions">Number of exceptions.</param>
/// <param name="Size">Bytes of the whole group, including its header.</param>
internal readonly record struct GroupPlan(long Frame, int Width, int Exceptions, int Size)
{
    private const int WidthByte = 1;
    private const int ExceptionCountByte = 1;
    private const int PositionByte = 1;

    /// <summary>With more exceptions than this share, a wider group is smaller: an exception costs two bytes or more, a bit of width only
    /// an eighth of a byte per number.</summary>
    private const int MostExceptionsOneIn = 4;

    /// <summary>Maximum numbers below the frame; because distances wrap, they become the largest exceptions.</summary>
    private const int MostBelowFrame = 4;

    /// <summary>A frame that would shift by less than a sixteenth of the packed range is not tried.</summary>
    private const int WorthwhileBits = 4;

    /// <summary>The best plan with the smallest number as frame: quick, and right unless a few numbers are far below the rest.</summary>
    public static GroupPlan Quick(ReadOnlySpan<long> numbers)
    {
        var least = numbers[0];
        foreach (var number in numbers)
            least = Math.Min(least, number);
        return WithFrame(numbers, least);
    }

    /// <summary>The best plan over several frames: the smallest number, and frames with a few numbers below them, so that one late point
    /// does not widen its whole group.</summary>
    public static GroupPlan Careful(ReadOnlySpan<long> numbers)
    {
        var best = Quick(numbers);
        if (best.Width == 0 && best.Exceptions == 0)
            return best;
        Span<long> least = stackalloc long[MostBelowFrame + 1];
        least = least[..Math.Min(least.Length, numbers.Length)];
        Least(numbers, least);
        for (var below = 1; below < least.Length; below *= 2)
        {
            // Such a small shift makes almost no number a bit shorter. Skipping hopeless frames halves the encoder's time.
            var moved = (ulong)(least[below] - best.Frame);
            if (moved >> Math.Max(best.Width - WorthwhileBits, 0) == 0)
                continue;
            var plan = WithFrame(numbers, least[below]);
            if (plan.Size < best.Size)
                best = plan;
        }

        return best;
    }

    /// <summary>The smallest numbers, ascending. Faster than sorting, because most numbers fail the first comparison.</summary>
    private static void Least(ReadOnlySpan<long> numbers, Span<long> into)
    {
        into.Fill(long.MaxValue);
        foreach (var number in numbers)
        {
            if (number >= into[^1])
                continue;
            var at = into.Length - 1;
            for (; at > 0 && into[at - 1] > number; at--)
                into[at] = into[at - 1];
            into[at] = number;
        }
    }

    private static GroupPlan WithFrame(ReadOnlySpan<long> numbers, long frame)
    {
        var lengths = CountLengths(numbers, frame);

        var widest = 64;
        while (widest > 0 && lengths[widest] == 0)
            widest--;
        var header = VarintMath.SizeOf(VarintMath.ZigZag(frame)) + WidthByte;
        var best = new GroupPlan(frame, widest, 0, header + BitPacking.SizeOf(numbers.Length, widest));
        var exceptions = 0;
        for (var width = widest - 1; width >= 0; width--)
        {
            exceptions += lengths[width + 1];
            if (exceptions * MostExceptionsOneIn > numbers.Length)
                break;
            var size = header + BitPacking.SizeOf(numbers.Length, width) + ExceptionsSize(lengths, width, widest);
            if (size < best.Size)
                best = new GroupPlan(frame, width, exceptions, size);
        }

        return best;
    }

    /// <summary>Counts alternately in two tables: numbers of equal length come in runs, and with one table each increment would wait for
    /// the previous one to be written back.</summary>
    private static BitLengths CountLengths(ReadOnlySpan<long> numbers, long frame)
    {
        var lengths = new BitLengths();
        var others = new BitLengths();
        var i = 0;
        for (; i + 1 < numbers.Length; i += 2)
        {
            lengths[VarintMath.BitLength((ulong)(numbers[i] - frame))]++;
            others[VarintMath.BitLength((ulong)(numbers[i + 1] - frame))]++;
        }

        if (i < numbers.Length)
            lengths[VarintMath.BitLength((ulong)(numbers[i] - frame))]++;
        for (var length = 0; length <= 64; length++)
            lengths[length] += others[length];
        return lengths;
    }

    private static int ExceptionsSize(in BitLengths lengths, int width, int widest)
    {
        var size = ExceptionCountByte;
        for (var length = width + 1; length <= widest; length++)
            size += lengths[length] * (PositionByte + VarintMath.SizeOfBits(length - width));
        return size;
    }

    /// <summary>Counts of numbers with 0, 1, … 64 significant bits.</summary>
    [InlineArray(65)]
    private struct BitLengths
    {
        private int _first;
    }
}
