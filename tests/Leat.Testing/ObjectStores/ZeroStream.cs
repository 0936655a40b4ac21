namespace Leat.Testing.ObjectStores;

/// <summary>So many zeros to read, and a place to write to that only counts.</summary>
public sealed class ZeroStream(long size) : Stream
{
    private long _read;

    public long Written { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, size - _read);
        buffer.AsSpan(offset, read).Clear();
        _read += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Written += count;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
