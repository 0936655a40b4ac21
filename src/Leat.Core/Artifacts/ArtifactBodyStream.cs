namespace Leat.Core.Artifacts;

/// <summary>Reads a body, enforces its length, and leaves its stream open.</summary>
/// <param name="inner">Read from its current position.</param>
/// <param name="length">The announced length; null if none was announced.</param>
/// <param name="endsAtLength">Whether further bytes are ignored rather than refused.</param>
internal sealed class ArtifactBodyStream(Stream inner, long? length, bool endsAtLength) : Stream
{
    private readonly long _start = inner.CanSeek ? inner.Position : 0;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => length ?? (inner.Length - _start);

    public override long Position
    {
        get => _read;
        set
        {
            inner.Position = _start + value;
            _read = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var room = Room(buffer.Length);
        return Checked(inner.Read(buffer[..room]), room);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var room = Room(buffer.Length);
        return Checked(await inner.ReadAsync(buffer[..room], cancellationToken).ConfigureAwait(false), room);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _read + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Room(int size) => endsAtLength ? (int)Math.Min(size, length!.Value - _read) : size;

    private int Checked(int read, int room)
    {
        _read += read;
        if (_read > length)
            throw LeatException.InvalidParameter($"The artifact was announced with {length} bytes, but more came. Send it again with its own length.");
        if (read == 0 && room > 0 && _read < length)
            throw LeatException.InvalidParameter($"The artifact was announced with {length} bytes, but only {_read} came. Send it again.");
        return read;
    }
}
