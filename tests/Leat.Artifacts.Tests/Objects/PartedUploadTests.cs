using System.Collections.Concurrent;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Objects;

/// <summary>How a file becomes parts, on a service that takes only a few.</summary>
public sealed class PartedUploadTests
{
    private const int Mebibyte = 1 << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20 * Mebibyte, 4, 6)]
    [InlineData((20 * Mebibyte) - 1, 4, 5)]
    [InlineData(33 * Mebibyte, 4, 9)]
    [InlineData(12 * Mebibyte, 10_000, 5)]
    public async Task Parts_are_as_large_as_it_takes_and_in_order(int size, int most, int partMebibytes)
    {
        var content = new byte[size];
        Random.Shared.NextBytes(content);
        var upload = new Upload(most);

        await upload.WriteAsync(new ArtifactBody(new MemoryStream(content), size), Cancellation);

        upload.Parts.Keys.Order().ShouldBe(Enumerable.Range(1, ((size - 1) / (partMebibytes * Mebibyte)) + 1));
        upload.Parts.Values.Max(part => part.Length).ShouldBe(partMebibytes * Mebibyte);
        upload.Stored.ShouldNotBeNull().AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_fits_into_a_part_is_sent_in_one_piece()
    {
        var upload = new Upload(4);

        await upload.WriteAsync(new ArtifactBody(new MemoryStream([1, 2, 3]), 3), Cancellation);

        upload.Parts.ShouldBeEmpty();
        upload.Stored.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_file_of_unknown_length_that_needs_more_parts_than_there_may_be_is_given_up()
    {
        var upload = new Upload(2);
        using var body = new MemoryStream(new byte[(10 * Mebibyte) + 1]);

        var error = await Should.ThrowAsync<LeatException>(() => upload.WriteAsync(new ArtifactBody(body, null), Cancellation));

        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldContain("Send it with its length.");
        upload.Stored.ShouldBeNull();
        upload.IsGivenUp.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_no_number_of_parts_can_hold_is_refused_before_anything_is_sent()
    {
        var upload = new Upload(2);

        var error = await Should.ThrowAsync<LeatException>(() => upload.WriteAsync(new ArtifactBody(Stream.Null, 3L << 30), Cancellation));

        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldContain("2 parts of 1 GiB");
        upload.IsGivenUp.ShouldBeFalse();
    }

    [Fact]
    public async Task When_a_part_fails_the_others_have_ended_before_the_upload_is_given_up()
    {
        var upload = new Upload(10) { Failing = 1 };

        await Should.ThrowAsync<IOException>(() => upload.WriteAsync(ArtifactBody.Of(new MemoryStream(new byte[40 * Mebibyte])), Cancellation));

        upload.SendingWhenGivenUp.ShouldBe(0);
        upload.Stored.ShouldBeNull();
    }

    /// <summary>A service in memory.</summary>
    private sealed class Upload(int most) : PartedUpload<int>
    {
        private int _sending;

        public ConcurrentDictionary<int, byte[]> Parts { get; } = new();

        public byte[]? Stored { get; private set; }

        public bool IsGivenUp { get; private set; }

        /// <summary>The number of the part that fails.</summary>
        public int Failing { get; init; }

        public int SendingWhenGivenUp { get; private set; } = -1;

        protected override int MaxParts => most;

        protected override async Task PutAsync(Stream content, CancellationToken cancellationToken) => Stored = await ReadAsync(content, cancellationToken);

        protected override Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        protected override async Task<int> SendPartAsync(int number, Stream content, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sending);
            try
            {
                await Task.Yield();
                if (number == Failing)
                    throw new IOException("as the test says");
                if (Failing > 0)
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                Parts[number] = await ReadAsync(content, cancellationToken);
                return number;
            }
            finally
            {
                Interlocked.Decrement(ref _sending);
            }
        }

        protected override Task CompleteAsync(List<int> parts, CancellationToken cancellationToken)
        {
            Stored = [.. parts.SelectMany(number => Parts[number])];
            return Task.CompletedTask;
        }

        protected override Task AbortAsync()
        {
            (IsGivenUp, SendingWhenGivenUp) = (true, Volatile.Read(ref _sending));
            return Task.CompletedTask;
        }

        private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken);
            return copy.ToArray();
        }
    }
}
