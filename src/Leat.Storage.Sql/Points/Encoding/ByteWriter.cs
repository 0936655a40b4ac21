using System.Buffers;
using System.Buffers.Binary;
using Leat.Core;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>Writes version, body and checksum of a metric format into a rented buffer. Not safe for concurrent use.</summary>
internal sealed class ByteWriter : IDisposable
{
    private const int MaxVarintSize = 10;

    private byte[] _buffer;
    private int _length;

    public ByteWriter(byte version, int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, MaxVarintSize));
        _buffer[_length++] = version;
    }

    /// <summary>Bytes written so far, including the version.</summary>
    public int Length => _length;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    /// <summary>The low <paramref name="size"/> bytes of <paramref name="value"/>, lowest byte first.</summary>
    public void LowBytes(ulong value, int size)
    {
        foreach (ref var one in Reserve(size))
        {
            one = (byte)value;
            value >>= 8;
        }
    }

    /// <summary>Seven bits per byte, lowest first, with the top bit set on all bytes but the last.</summary>
    public void Varint(ulong value)
    {
        EnsureRoom(MaxVarintSize);
        for (; value >= 0x80; value >>= 7)
            _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }

    public void ZigZag(long value) => Varint(VarintMath.ZigZag(value));

    /// <summary>Reserves <paramref name="size"/> bytes, which the caller must fill completely before the next write.</summary>
    public Span<byte> Reserve(int size)
    {
        EnsureRoom(size);
        _length += size;
        return _buffer.AsSpan(_length - size, size);
    }

    /// <summary>What has been written so far, until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Discards everything from <paramref name="length"/> on.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>Removes some bytes and closes the gap.</summary>
    public void Remove(int start, int size)
    {
        _buffer.AsSpan(start + size, _length - start - size).CopyTo(_buffer.AsSpan(start));
        _length -= size;
    }

    /// <summary>Everything written, followed by its checksum.</summary>
    public byte[] Seal()
    {
        var sealedBytes = new byte[_length + Crc32C.Size];
        var written = _buffer.AsSpan(0, _length);
        written.CopyTo(sealedBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(sealedBytes.AsSpan(_length), Crc32C.Of(written));
        return sealedBytes;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void EnsureRoom(int size)
    {
        if (_buffer.Length - _length >= size)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
