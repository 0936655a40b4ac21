using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Objects;

/// <summary>Stores one object: in one piece if it fits into a buffer, in parts otherwise, several of which are on their way at a time. It
/// holds no more than its buffers, however large the object is, and nothing is seen of it before all has arrived.</summary>
/// <typeparam name="TPart">What the service says of a part, and wants to hear when all have arrived.</typeparam>
internal abstract class PartedUpload<TPart>
{
    /// <summary>The size of a part, if so many of them are enough: the least that Amazon takes, since each upload holds several.</summary>
    public const int PartSize = 5 << 20;

    /// <summary>How many parts are read or sent at a time, while there is memory for them; one is enough.</summary>
    private const int InFlight = 3;

    private const long Megabyte = 1 << 20;

    private readonly MemoryShare? _memory = MemoryShare.Current;

    /// <summary>The service takes no more.</summary>
    protected abstract int MaxParts { get; }

    public async Task WriteAsync(ArtifactBody body, CancellationToken cancellationToken)
    {
        var size = SizeOfParts(body.Length);
        var stream = body.OpenRead();
        await using (stream.ConfigureAwait(false))
        {
            // One byte more than a known length tells whether the body is as long as announced.
            var buffer = await UploadBuffer.MakeAsync(body.Length < size ? (int)body.Length + 1 : size, cancellationToken).ConfigureAwait(false);
            var filled = await FillAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
            if (filled < buffer.Length)
                await PutAsync(buffer, filled, cancellationToken).ConfigureAwait(false);
            else
                await PutPartsAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores an object in one piece.</summary>
    protected abstract Task PutAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Begins an upload in parts.</summary>
    protected abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Sends a part.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="content">All of the part, seekable.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task<TPart> SendPartAsync(int number, Stream content, CancellationToken cancellationToken);

    /// <summary>Puts the parts together.</summary>
    protected abstract Task CompleteAsync(List<TPart> parts, CancellationToken cancellationToken);

    /// <summary>Gives the parts up. Also called after the caller has gone; what it throws is lost beside the failure that led here.</summary>
    protected abstract Task AbortAsync();

    private static async Task<int> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);

    /// <summary>Large objects have larger parts, since there can only be so many.</summary>
    private int SizeOfParts(long? length)
    {
        var least = ((length ?? 0) / MaxParts / Megabyte * Megabyte) + Megabyte;
        return least <= PartSize
            ? PartSize
            : least <= 1 << 30
                ? (int)least
                : throw LeatException.InvalidParameter($"A file of {length} bytes is larger than {MaxParts} parts of 1 GiB, of which the store takes no more.");
    }

    private async Task PutAsync(byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer, 0, length, writable: false);
        await PutAsync(content, cancellationToken).ConfigureAwait(false);
    }

    private async Task PutPartsAsync(Stream stream, byte[] first, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = await SendAsync(stream, first, cancellationToken).ConfigureAwait(false);
            await CompleteAsync(parts, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbortAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Reads a part while those before it are sent.</summary>
    private async Task<List<TPart>> SendAsync(Stream stream, byte[] first, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = new Queue<byte[]>();
        var sending = new Queue<(Task<TPart> Part, byte[] Buffer)>();
        var parts = new List<TPart>();
        var buffers = 1;
        try
        {
            var (buffer, filled) = (first, first.Length);
            for (var number = 1; filled > 0; number++)
            {
                if (number > MaxParts)
                    throw LeatException.InvalidParameter($"A file whose size is not announced can have {(long)MaxParts * PartSize >> 30} GiB. Send it with its length.");
                sending.Enqueue((SendPartAsync(number, buffer, filled, failed.Token), buffer));
                if (filled < buffer.Length)
                    break;
                buffer = await NextBufferAsync().ConfigureAwait(false);
                filled = await FillAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
            }

            while (sending.Count > 0)
                await TakeOldestAsync().ConfigureAwait(false);
            return parts;
        }
        catch
        {
            await failed.CancelAsync().ConfigureAwait(false);

            // What still sends would add parts after the upload has been given up. The first failure says why.
            Task ended = Task.WhenAll(sending.Select(part => part.Part));
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        // Uploads that hold a buffer and waited for another could wait for each other.
        async ValueTask<byte[]> NextBufferAsync()
        {
            if (free.Count == 0 && buffers < InFlight && _memory?.TryAdd(first.Length) != false)
            {
                buffers++;
                return GC.AllocateUninitializedArray<byte>(first.Length);
            }

            if (free.Count == 0)
                await TakeOldestAsync().ConfigureAwait(false);
            return free.Dequeue();
        }

        async Task TakeOldestAsync()
        {
            var (part, buffer) = sending.Dequeue();
            parts.Add(await part.ConfigureAwait(false));
            free.Enqueue(buffer);
        }
    }

    private async Task<TPart> SendPartAsync(int number, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer, 0, length, writable: false);
        return await SendPartAsync(number, content, cancellationToken).ConfigureAwait(false);
    }
}
