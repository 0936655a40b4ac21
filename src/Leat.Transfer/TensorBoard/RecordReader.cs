using System.Buffers;
using System.Buffers.Binary;
using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>Reads the records of a TFRecord file: a length, its checksum, that many bytes, their checksum. Only one record is in memory at a
/// time.</summary>
/// <param name="stream">The file, at its begin; it must be able to seek.</param>
/// <param name="length">Where reading ends, so that a file that is being written has the same records each time.</param>
internal sealed class RecordReader(Stream stream, long length) : IDisposable
{
    /// <summary>Longer ones are passed over: no writer makes an event of this size, and a length that was made up must not take the memory.</summary>
    public const int LargestRecord = 64 << 20;

    private const int LengthSize = sizeof(ulong);
    private const int HeaderSize = LengthSize + Crc32C.Size;

    /// <summary>As TensorFlow's record format adds to each checksum.</summary>
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>A read of a file costs some microseconds, the records in this many bytes some hundred.</summary>
    private const int UsualBuffer = 256 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualBuffer);
    private int _start;
    private int _end;

    /// <summary>Where the record begins that was read last, or that could not be read.</summary>
    public long Offset { get; private set; }

    /// <summary>Why no record follows.</summary>
    public RecordEnd End { get; private set; }

    /// <summary>How many records were passed over since they are longer than <see cref="LargestRecord"/>.</summary>
    public int TooLarge { get; private set; }

    /// <summary>Reads the next record.</summary>
    /// <param name="record">Its bytes, until the next call.</param>
    public bool TryRead(out ReadOnlySpan<byte> record)
    {
        record = default;
        while (End == RecordEnd.None)
        {
            Offset = Position;
            if (!Fill(HeaderSize))
                return Ended(_end == _start ? RecordEnd.Whole : RecordEnd.CutOff);
            var header = _buffer.AsSpan(_start, HeaderSize);
            if (!IsChecksum(header[LengthSize..], header[..LengthSize]))
                return Ended(RecordEnd.Damaged);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(header);
            if (size > (ulong)Math.Max(length - Position - HeaderSize - Crc32C.Size, 0))
                return Ended(RecordEnd.CutOff);
            if (size > LargestRecord)
            {
                TooLarge++;
                Skip(HeaderSize + (long)size + Crc32C.Size);
                continue;
            }

            if (!Fill(HeaderSize + (int)size + Crc32C.Size))
                return Ended(RecordEnd.CutOff);
            var bytes = _buffer.AsSpan(_start + HeaderSize, (int)size);
            if (!IsChecksum(_buffer.AsSpan(_start + HeaderSize + (int)size, Crc32C.Size), bytes))
                return Ended(RecordEnd.Damaged);
            _start += HeaderSize + (int)size + Crc32C.Size;
            record = bytes;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
        End = RecordEnd.Whole;
        stream.Dispose();
    }

    /// <summary>The checksum that stands in a file for some bytes.</summary>
    public static uint Mask(uint crc) => unchecked(((crc >> 15) | (crc << 17)) + MaskDelta);

    private long Position => stream.Position - (_end - _start);

    private static bool IsChecksum(ReadOnlySpan<byte> written, ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(written) == Mask(Crc32C.Of(bytes));

    private bool Ended(RecordEnd end)
    {
        End = end;
        return false;
    }

    /// <summary>Has that many bytes in the buffer, if the file has them.</summary>
    private bool Fill(int count)
    {
        if (_end - _start >= count)
            return true;
        if (_buffer.Length - _start < count)
            MakeRoom(count);
        while (_end - _start < count)
        {
            var most = (int)Math.Min(_buffer.Length - _end, length - stream.Position);
            var read = most > 0 ? stream.Read(_buffer, _end, most) : 0;
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        var old = _buffer;
        if (old.Length < count)
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        old.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (old != _buffer)
            ArrayPool<byte>.Shared.Return(old);
    }

    private void Skip(long count)
    {
        var buffered = (int)Math.Min(count, _end - _start);
        _start += buffered;
        if (count > buffered)
            stream.Seek(count - buffered, SeekOrigin.Current);
    }
}
