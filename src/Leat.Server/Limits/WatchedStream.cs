using Leat.Core;

namespace Leat.Server;

/// <summary>A body of any size that may be transferred at any speed but must not stall: a transfer holds a connection, buffers and a file on
/// disk.</summary>
internal sealed class WatchedStream : Stream
{
    /// <summary>Writes are split into pieces, each of which has to progress in time: a large write over a slow line has not stalled.</summary>
    private const int MaxPiece = 16 * 1024;

    private readonly Stream _inner;
    private readonly TimeSpan _idle;
    private readonly Timer _watch;
    private volatile bool _stoodStill;

    /// <param name="inner">The body.</param>
    /// <param name="idle">How long nothing may move.</param>
    /// <param name="end">Makes the read or write in progress fail.</param>
    public WatchedStream(Stream inner, TimeSpan idle, Action end)
    {
        _inner = inner;
        _idle = idle;
        _watch = new Timer(_ =>
        {
            _stoodStill = true;
            end();
        });
    }

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => _inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Watch();
        try
        {
            // Without the token: Kestrel ends the read itself when the client leaves, and a cancelled read would keep it from cleaning up.
            return await _inner.ReadAsync(buffer, CancellationToken.None);
        }
        catch (OperationCanceledException exception) when (_stoodStill)
        {
            throw new LeatException(
                ErrorCode.BadRequest,
                $"The upload was given up: nothing came for {_idle.TotalSeconds:0.###} s. Nothing was stored; send it again.",
                exception);
        }
        finally
        {
            Rest();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            for (; buffer.Length > 0; buffer = buffer[Math.Min(MaxPiece, buffer.Length)..])
            {
                Watch();
                await _inner.WriteAsync(buffer[..Math.Min(MaxPiece, buffer.Length)], cancellationToken);
            }
        }
        finally
        {
            Rest();
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        Watch();
        try
        {
            await _inner.FlushAsync(cancellationToken);
        }
        finally
        {
            Rest();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _watch.Dispose();
        base.Dispose(disposing);
    }

    private void Watch() => _watch.Change(_idle, Timeout.InfiniteTimeSpan);

    private void Rest() => _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
