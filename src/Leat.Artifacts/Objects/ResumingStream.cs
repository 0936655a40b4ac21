using Leat.Core;

namespace Leat.Artifacts.Objects;

/// <summary>The bytes of a remote file, from any position: what is skipped is not sent, and a connection that breaks is made anew where it broke.</summary>
/// <param name="first">The file from its beginning.</param>
/// <param name="length">In bytes.</param>
internal abstract class ResumingStream(Stream first, long length) : Stream
{
    /// <summary>How often the service may break off before it has sent anything more.</summary>
    private const int Attempts = 4;

    private Stream? _content = first;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value != _position)
                Close(ref _content);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.Length == 0)
            return 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _content ??= await ReopenAsync(_position, cancellationToken).ConfigureAwait(false);
                var read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    _position += read;
                    return read;
                }

                throw new EndOfStreamException("The answer ended before the object did.");
            }
            catch (Exception broken) when (IsBroken(broken) && attempt < Attempts && !cancellationToken.IsCancellationRequested)
            {
                Close(ref _content);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Opens the file from a position on, if it is still the same: another one that has taken its place ends the reading.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceConflict"/>: it was replaced.</exception>
    protected abstract Task<Stream> ReopenAsync(long position, CancellationToken cancellationToken);

    /// <summary>Whether reading may go on over a new connection.</summary>
    protected virtual bool IsBroken(Exception error) =>
        error is IOException or HttpRequestException or LeatException { Code: ErrorCode.TemporarilyUnavailable };

    /// <summary>The error for a file that is not the one whose reading began.</summary>
    protected static LeatException Replaced(string path, Exception? error) =>
        new(ErrorCode.ResourceConflict, $"The artifact '{path}' was replaced while it was read. Read it again.", error);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close(ref _content);
        base.Dispose(disposing);
    }

    private void Close(ref Stream? content)
    {
        try
        {
            content?.Dispose();
        }
        catch (Exception error) when (IsBroken(error))
        {
            // It says once more that its connection is gone.
        }

        content = null;
    }
}
