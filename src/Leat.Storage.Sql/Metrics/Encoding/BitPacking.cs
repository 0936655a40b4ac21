using System.Buffers.Binary;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Numbers of one width, 0 to 64 bits, side by side from the lowest bit of the first byte upwards.</summary>
internal static class BitPacking
{
    /// <summary>The widest number that one 8-byte load always holds, whatever bit of its first byte it starts at.</summary>
    private const int MaxSingleLoadWidth = 57;

    /// <summary>Bytes that <see cref="Unpack"/> wants to be readable after the packed ones; their content is ignored.</summary>
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

    /// <summary>Reads as many numbers as <paramref name="into"/> has room for.</summary>
    /// <param name="packed">The packed bytes and <see cref="Padding"/> more.</param>
    /// <param name="width">0 to 64.</param>
    /// <param name="into">Where the numbers go.</param>
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
            // The ninth byte's bits go where the first load ended; for offset 0 they are shifted out in two steps.
            var high = (ulong)at[8] << (63 - offset) << 1;
            value = ((BinaryPrimitives.ReadUInt64LittleEndian(at) >> offset) | high) & mask;
            bit += width;
        }
    }

    private static ulong Mask(int width) => ulong.MaxValue >> (64 - width);
}
