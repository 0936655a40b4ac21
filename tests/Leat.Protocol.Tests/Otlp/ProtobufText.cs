using System.Buffers.Binary;
using System.Text;

namespace Leat.Protocol.Tests;

/// <summary>Writes messages in the protocol buffer wire format.</summary>
internal static class ProtobufText
{
    public static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    public static byte[] Varint(int field, ulong value) => [.. Number(((ulong)field << 3) | 0), .. Number(value)];

    public static byte[] Fixed64(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Number(((ulong)field << 3) | 1), .. bytes];
    }

    public static byte[] Bytes(int field, params byte[] value) =>
        [.. Number(((ulong)field << 3) | 2), .. Number((ulong)value.Length), .. value];

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private static IEnumerable<byte> Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
