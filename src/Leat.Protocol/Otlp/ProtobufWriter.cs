using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Leat.Protocol;

/// <summary>Writes one message of the protocol buffers' wire format, field by field.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;

    private readonly ArrayBufferWriter<byte> _message = new();

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Message => _message.WrittenSpan;

    /// <summary>A whole number or a bool.</summary>
    public void WriteVarint(int field, ulong value)
    {
        WriteTag(field, Varint);
        WriteRawVarint(value);
    }

    /// <summary>Eight bytes, least first.</summary>
    public void WriteFixed64(int field, ulong value)
    {
        WriteTag(field, Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(_message.GetSpan(sizeof(ulong)), value);
        _message.Advance(sizeof(ulong));
    }

    /// <summary>Bytes, or a message inside.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, Bytes);
        WriteRawVarint((ulong)value.Length);
        _message.Write(value);
    }

    /// <summary>A text in UTF-8.</summary>
    public void WriteString(int field, string value)
    {
        WriteTag(field, Bytes);
        WriteRawVarint((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _message);
    }

    private void WriteTag(int field, int wireType) => WriteRawVarint(((ulong)field << 3) | (uint)wireType);

    private void WriteRawVarint(ulong value)
    {
        var bytes = _message.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        _message.Advance(count);
    }
}
