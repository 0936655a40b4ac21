using System.Buffers.Binary;
using System.Numerics;

namespace Leat.Core;

/// <summary>CRC-32C (Castagnoli, reflected, initial value and final complement all ones), as computed by processor instructions.</summary>
public static class Crc32C
{
    /// <summary>The bytes of a checksum.</summary>
    public const int Size = sizeof(uint);

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
