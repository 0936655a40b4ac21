using CsCheck;
using Leat.Core;

namespace Leat.Storage.Sql.Tests.Points;

/// <summary>Bytes that no encoder wrote, and what a decoder may do with them: return points or fail in the one defined way.</summary>
internal static class DamagedBytes
{
    /// <summary>Version 1, a body and the correct checksum of the body: passes the first checks.</summary>
    public static Gen<byte[]> WithRightChecksum { get; } = Gen.Byte.Array[0, 300].Select(body => Seal([1, .. body]));

    /// <summary>Some bytes of <paramref name="bytes"/> changed, some removed, or the end cut off.</summary>
    public static Gen<byte[]> Mutations(byte[] bytes) => Gen.OneOf(
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte[1, 255]).Array[1, 4].Select(flips => Flip(bytes, flips)),
        Gen.Int[0, bytes.Length - 1].Select(length => bytes[..length]),
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[1, 8]).Select((at, size) =>
            (byte[])[.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + size)..]]));

    /// <summary>The same bytes with a correct checksum.</summary>
    public static byte[] Reseal(byte[] bytes) => bytes.Length < 5 ? bytes : Seal(bytes[..^4]);

    public static byte[] Seal(byte[] bytes) => [.. bytes, .. BitConverter.GetBytes(Crc32C.Of(bytes))];

    /// <summary>Whether the bytes were decoded; anything except points or the defined failure fails the test.</summary>
    public static bool DecodesOrSaysSo(Action decode, string format)
    {
        try
        {
            decode();
            return true;
        }
        catch (LeatException failure)
        {
            failure.Code.ShouldBe(ErrorCode.DataLoss);
            failure.Message.ShouldStartWith($"A stored {format} cannot be read: ");
            return false;
        }
    }

    private static byte[] Flip(byte[] bytes, (int At, byte Bits)[] flips)
    {
        var flipped = bytes.ToArray();
        foreach (var (at, bits) in flips)
            flipped[at] ^= bits;
        return flipped;
    }
}
