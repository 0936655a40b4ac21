using System.Numerics;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>The arithmetic of variable-length integers.</summary>
internal static class VarintMath
{
    /// <summary>Maps small magnitudes to small numbers: 0, −1, 1, −2 … become 0, 1, 2, 3 …</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Size of a number as a varint, 1 to 10 bytes.</summary>
    public static int SizeOf(ulong value) => SizeOfBits(BitLength(value));

    /// <summary>Size of a number with that many significant bits as a varint.</summary>
    public static int SizeOfBits(int bits) => (Math.Max(bits, 1) + 6) / 7;

    public static int BitLength(ulong value) => 64 - BitOperations.LeadingZeroCount(value);
}
