using System.Numerics;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>A double as the bits that differ from the previous one, without the zero bytes at both ends.</summary>
/// <remarks>One byte holds the number of zero bytes omitted above (high four bits) and below (low four); the others follow, lowest first.
/// Equal values take only that byte: 8 above, 0 below.</remarks>
internal static class ShortDouble
{
    private const byte AllZero = sizeof(ulong) << 4;

    public static int SizeOf(ulong difference)
    {
        var (before, after) = ZeroBytes(difference);
        return 1 + sizeof(ulong) - before - after;
    }

    public static void Write(ByteWriter writer, ulong difference)
    {
        var (before, after) = ZeroBytes(difference);
        writer.Byte((byte)((before << 4) | after));
        writer.LowBytes(difference >> (8 * after), sizeof(ulong) - before - after);
    }

    public static ulong Read(ref ByteReader reader)
    {
        var header = reader.Byte();
        if (header == AllZero)
            return 0;
        var (before, after) = (header >> 4, header & 0xF);
        if (before + after >= sizeof(ulong))
            reader.Fail($"a value claims {before + after} zero bytes of {sizeof(ulong)}");
        return reader.LowBytes(sizeof(ulong) - before - after) << (8 * after);
    }

    private static (int Before, int After) ZeroBytes(ulong difference) => difference == 0
        ? (sizeof(ulong), 0)
        : (BitOperations.LeadingZeroCount(difference) / 8, BitOperations.TrailingZeroCount(difference) / 8);
}
