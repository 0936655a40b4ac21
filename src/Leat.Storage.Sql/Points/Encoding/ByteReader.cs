using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Leat.Core;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>Reads the output of <see cref="ByteWriter"/>. Whatever the bytes, the only exception is a <see cref="LeatException"/> with
/// <see cref="ErrorCode.DataLoss"/> that names the format.</summary>
internal ref struct ByteReader
{
    private readonly string _format;
    private readonly ReadOnlySpan<byte> _body;
    private int _at;

    private ByteReader(ReadOnlySpan<byte> body, string format)
    {
        _body = body;
        _format = format;
    }

    /// <summary>Bytes not read yet, without the checksum.</summary>
    public readonly int Left => _body.Length - _at;

    /// <summary>Checks the version, then the checksum, and moves to the first byte after the version.</summary>
    /// <param name="bytes">Version, body, checksum.</param>
    /// <param name="version">The only version that the caller can read.</param>
    /// <param name="format">The name of the format in errors.</param>
    public static ByteReader Open(ReadOnlySpan<byte> bytes, byte version, string format)
    {
        var reader = new ByteReader(bytes.Length > Crc32C.Size ? bytes[..^Crc32C.Size] : default, format);
        if (reader.Left == 0)
            reader.Fail($"it has {bytes.Length} bytes, too few for a version and a checksum");
        var found = reader.Byte();
        if (found != version)
            reader.Fail($"it has version {found}, and this program reads version {version}; a newer one may read it");
        if (Crc32C.Of(reader._body) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^Crc32C.Size..]))
            reader.Fail("its checksum does not match");
        return reader;
    }

    public byte Byte()
    {
        if (_at == _body.Length)
            Fail("it ends too early");
        return _body[_at++];
    }

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    /// <summary>A number of <paramref name="size"/> bytes, lowest byte first.</summary>
    public ulong LowBytes(int size)
    {
        var value = 0UL;
        var shift = 0;
        foreach (var one in Bytes(size))
        {
            value |= (ulong)one << shift;
            shift += 8;
        }

        return value;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = Byte();
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }

        Fail("it holds a number of more than 64 bits");
        return 0;
    }

    public long ZigZag() => VarintMath.UnZigZag(Varint());

    public ReadOnlySpan<byte> Bytes(int size)
    {
        if ((uint)size > (uint)Left)
            Fail("it ends too early");
        _at += size;
        return _body.Slice(_at - size, size);
    }

    /// <summary>The next <paramref name="size"/> bytes, without consuming them; false if there are fewer.</summary>
    public readonly bool TryPeek(int size, out ReadOnlySpan<byte> bytes)
    {
        bytes = size <= Left ? _body.Slice(_at, size) : default;
        return size <= Left;
    }

    public readonly void ExpectEnd()
    {
        if (Left != 0)
            Fail($"{Left} bytes follow its last part");
    }

    [DoesNotReturn]
    public readonly void Fail(string reason) =>
        throw new LeatException(ErrorCode.DataLoss, $"A stored {_format} cannot be read: {reason}.");
}
