using System.Buffers.Binary;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>Numbers of equal width, 0 to 64 bits, packed side by side starting at the lowest bit of the first byte.</summary>
internal static class BitPacking
{
    /// <summary>The widest number that always fits one 8-byte load, whatever bit of the first byte it starts at.</summary>
    private const int MaxSingleLoadWidth = 57;

    /// <summary>Readable bytes that <see cref="Unpack"/> needs after the packed ones; their content is ignored.</summary>
    public const int Padding = 8;

    public static int SizeOf(int count, int width) => ((count * width) + 7) >> 3;

    /// <summary>Packs the low <paramref name="width"/> bits of each value.</summary>
    /// <param name="values">The numbers; bits above the width are dropped.</param>
    /// <param name="width">0 to 64.</param>
    /// <param name="into">Exactly <see cref="SizeOf"/> bytes.</param>
    public static void Pack(ReadOnlySpan<ulong> values, int width, Span<byte> into)
    {
        if (width == 0)
            return;
        var mask = Mask(width);
        var pending = 0UL;
        var bits = 0;
        foreach (var value in values)
        {
            var kept = value & mask;
            pending |= kept << bits;
            bits += width;
            if (bits < 64)
                continue;
            BinaryPrimitives.WriteUInt64LittleEndian(into, pending);
            into = into[sizeof(ulong)..];
            bits -= 64;
            pending = bits == 0 ? 0 : kept >> (width - bits);
        }

        foreach (ref var one in into)
        {
            one = (byte)pending;
            pending >>= 8;
        }
    }

    /// <summary>Reads numbers until <paramref name="into"/> is full.</summary>
    /// <param name="packed">The packed bytes followed by <see cref="Padding"/> more.</param>
    /// <param name="width">0 to 64.</param>
    /// <param name="into">Receives the numbers.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<ulong> into)
    {
        if (width == 0)
            into.Clear();
        else if (width <= MaxSingleLoadWidth)
            UnpackNarrow(packed, width, into);
        else
            UnpackWide(packed, width, into);
    }

    private static void UnpackNarrow(ReadOnlySpan<byte> packed, int width, Span<ulong> into)
    {
        var mask = Mask(width);
        var bit = 0;
        foreach (ref var value in into)
        {
            value = (BinaryPrimitives.ReadUInt64LittleEndian(packed[(bit >> 3)..]) >> (bit & 7)) & mask;
            bit += width;
        }
    }

    private static void UnpackWide(ReadOnlySpan<byte> packed, int width, Span<ulong> into)
    {
        var mask = Mask(width);
        var bit = 0;
        foreach (ref var value in into)
        {
            var at = packed[(bit >> 3)..];
            var offset = bit & 7;
            // The ninth byte continues where the first load ended. The two-step shift drops its bits for offset 0.
            var high = (ulong)at[8] << (63 - offset) << 1;
            value = ((BinaryPrimitives.ReadUInt64LittleEndian(at) >> offset) | high) & mask;
            bit += width;
        }
    }

    private static ulong Mask(int width) => ulong.MaxValue >> (64 - width);
}
