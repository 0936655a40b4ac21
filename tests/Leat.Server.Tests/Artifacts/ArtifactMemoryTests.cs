using System.Net;

namespace Leat.Server.Artifacts;

[CollectionDefinition(nameof(ArtifactMemory), DisableParallelization = true)]
public sealed class ArtifactMemory;

/// <summary>Shows that memory does not grow with the file. <c>bench/artifact-transfer.sh</c> measures the process's peak for
/// gigabytes.</summary>
[Collection(nameof(ArtifactMemory))]
public sealed class ArtifactMemoryTests : ArtifactTests
{
    private const long FileBytes = 256 * 1024 * 1024;

    /// <summary>Client and server together. Holding the file anywhere would take at least its size.</summary>
    private const long MaxAllocatedBytes = FileBytes / 2;

    [Fact]
    public async Task A_large_file_goes_up_and_down_without_being_held()
    {
        var before = GC.GetTotalAllocatedBytes();

        using (var upload = new StreamContent(new GeneratedStream(FileBytes), 128 * 1024))
        using (var put = await Http.PutAsync(Proxied("large"), upload, Cancellation))
            put.StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var download = await Http.GetStreamAsync(Proxied("large"), Cancellation);
        (await CountAsync(download)).ShouldBe(FileBytes);

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(MaxAllocatedBytes);
    }

    [Fact]
    public async Task A_download_that_is_given_up_does_not_disturb_the_next()
    {
        using (var upload = new StreamContent(new GeneratedStream(20_000_000)))
        using (var put = await Http.PutAsync(Proxied("large"), upload, Cancellation))
            put.StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var round = 0; round < 5; round++)
        {
            await using var given = await Http.GetStreamAsync(Proxied("large"), Cancellation);
            (await given.ReadAsync(new byte[1000], Cancellation)).ShouldBeGreaterThan(0);
        }

        await using var whole = await Http.GetStreamAsync(Proxied("large"), Cancellation);
        (await CountAsync(whole)).ShouldBe(20_000_000);
    }

    private static async Task<long> CountAsync(Stream stream)
    {
        var buffer = new byte[128 * 1024];
        var total = 0L;
        int read;
        while ((read = await stream.ReadAsync(buffer, Cancellation)) > 0)
            total += read;
        return total;
    }

    /// <summary>As many bytes as requested, without holding them in memory.</summary>
    private sealed class GeneratedStream(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var take = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, take).Fill((byte)_position);
            _position += take;
            return take;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
