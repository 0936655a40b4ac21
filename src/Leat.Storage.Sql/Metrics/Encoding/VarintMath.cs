using System.Numerics;

namespace Leat.Storage.Sql.Metrics;

/// <summary>The arithmetic of variable-length integers.</summary>
internal static class VarintMath
{
    /// <summary>Small magnitudes become small numbers: 0, −1, 1, −2 … are 0, 1, 2, 3 …</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Bytes that a number takes as a varint, 1 to 10.</summary>
    public static int SizeOf(ulong value) => SizeOfBits(BitLength(value));

    /// <summary>Bytes that a number of that many significant bits takes as a varint.</summary>
    public static int SizeOfBits(int bits) => (Math.Max(bits, 1) + 6) / 7;

    public static int BitLength(ulong value) => 64 - BitOperations.LeadingZeroCount(value);
}
