using System.Runtime.CompilerServices;

namespace Leat.Storage.Sql.Metrics;

/// <summary>How one group of numbers is packed: each as its distance from <paramref name="Frame"/>, in
/// <paramref name="Width"/> bits, and the few that need more as exceptions.</summary>
/// <param name="Frame">What is subtracted from each number, wrapping.</param>
/// <param name="Width">Bits a number, 0 to 64.</param>
/// <param name="Exceptions">Numbers whose distance has more bits.</param>
/// <param name="Size">Bytes of the whole group, its header included.</param>
internal readonly record struct GroupPlan(long Frame, int Width, int Exceptions, int Size)
{
    private const int WidthByte = 1;
    private const int ExceptionCountByte = 1;
    private const int PositionByte = 1;

    /// <summary>Beyond this share of exceptions a wider group is smaller: one costs two bytes or more, and a bit of width
    /// only an eighth of a byte a number.</summary>
    private const int MostExceptionsOneIn = 4;

    /// <summary>How many numbers may lie below the frame; they become the largest exceptions, as distances wrap.</summary>
    private const int MostBelowFrame = 4;

    /// <summary>A frame that moves by less than a sixteenth of the packed range is not tried.</summary>
    private const int WorthwhileBits = 4;

    /// <summary>The best plan with the least number as frame: quick, and right unless a few numbers lie far below.</summary>
    public static GroupPlan Quick(ReadOnlySpan<long> numbers)
    {
        var least = numbers[0];
        foreach (var number in numbers)
            least = Math.Min(least, number);
        return WithFrame(numbers, least);
    }

    /// <summary>The best plan over some frames: the least number, and those with a few numbers below, so that one point
    /// that came late does not widen its whole group.</summary>
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
            // Nearly no number becomes a bit shorter by so little: skipping what cannot pay is half of the encoder's time.
            var moved = (ulong)(least[below] - best.Frame);
            if (moved >> Math.Max(best.Width - WorthwhileBits, 0) == 0)
                continue;
            var plan = WithFrame(numbers, least[below]);
            if (plan.Size < best.Size)
                best = plan;
        }

        return best;
    }

    /// <summary>The least of the numbers, ascending. Quicker than sorting all: most numbers fail the first comparison.</summary>
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

    /// <summary>Counts in two tables in turn: numbers of one length come in rows, and each would wait for the one before it to be
    /// written back.</summary>
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

    /// <summary>How many numbers have 0, 1, … 64 significant bits.</summary>
    [InlineArray(65)]
    private struct BitLengths
    {
        private int _first;
    }
}
