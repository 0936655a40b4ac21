using System.Text;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Writes messages in the wire format of Protocol Buffers, as its documentation describes it.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public WireWriter Varint(uint field, long value)
    {
        Number((field << 3) | 0);
        Number((ulong)value);
        return this;
    }

    public WireWriter Double(uint field, double value)
    {
        Number((field << 3) | 1);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public WireWriter Float(uint field, float value)
    {
        Number((field << 3) | 5);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public WireWriter Bytes(uint field, ReadOnlySpan<byte> value)
    {
        Number((field << 3) | 2);
        Number((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public WireWriter Text(uint field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public WireWriter Message(uint field, WireWriter value) => Bytes(field, value.ToArray());

    public WireWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
