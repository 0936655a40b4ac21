using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.Specification.Objects;

/// <summary>Services that are busy or away, and connections that break.</summary>
public abstract class ObjectFaultSpecification : ObjectSpecification
{
    private const int Size = 15_000_000;

    /// <summary>What the service says of a place in which nothing lies.</summary>
    protected abstract string NothingListed { get; }

    /// <summary>What it says when it can do nothing now.</summary>
    protected abstract string Busy(int status);

    /// <summary>The headers of an answer that says so.</summary>
    protected virtual (string Name, string Value)[] BusyHeaders => [];

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_call_is_repeated_while_the_service_is_busy(int status)
    {
        var busy = (status, Busy(status));
        using var service = new AnsweringService(busy, busy, (200, NothingListed));
        await using var store = Place.Open(service.Address.Port);

        (await At(store).ListAsync(null, Cancellation)).ShouldBeEmpty();

        service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_given_up_and_may_be_asked_later()
    {
        using var service = new AnsweringService(BusyHeaders, (503, Busy(503)));
        await using var store = Place.Open(service.Address.Port);

        var error = await Should.ThrowAsync<LeatException>(() => At(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        error.Message.ShouldContain("cannot list files");
        service.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_service_that_is_not_there_may_be_there_later()
    {
        await using var store = Place.Open(port: 1);

        var error = await Should.ThrowAsync<LeatException>(() => At(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        error.Message.ShouldContain("the service was not reached, or broke off");
    }

    [Fact]
    public async Task A_download_whose_connection_breaks_goes_on_where_it_broke()
    {
        var content = RandomNumberGenerator.GetBytes(6_000_000);
        await WriteAsync(Repository, "a", content);
        await using var cut = new CutConnections(Place.Service.Port, fromServer: 2_000_000, fromClient: int.MaxValue, times: 2);
        await using var through = Place.Open(cut.Port);

        await using var file = await At(through).OpenReadAsync("a", Cancellation);

        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task A_large_upload_whose_connections_break_within_parts_arrives_whole()
    {
        var content = RandomNumberGenerator.GetBytes(Size);
        await using var cut = new CutConnections(Place.Service.Port, fromServer: int.MaxValue, fromClient: 3_000_000, times: 2);
        await using var through = Place.Open(cut.Port);

        await WriteAsync(At(through), "a", content);

        (await HashAsync("a")).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_whose_connections_always_break_leaves_nothing_to_be_seen()
    {
        await using (var cut = new CutConnections(Place.Service.Port, fromServer: int.MaxValue, fromClient: 1_000_000, times: int.MaxValue))
        {
            await using var through = Place.Open(cut.Port);
            (await Should.ThrowAsync<LeatException>(() => WriteAsync(At(through), "a", new byte[Size]))).Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        }

        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
        (await Place.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_leaves_nothing_to_be_seen()
    {
        using var gone = new CancellationTokenSource();
        await using var body = new CancellingStream(Size, 12_000_000, gone);

        await Should.ThrowAsync<OperationCanceledException>(() => Repository.WriteAsync("a", new ArtifactBody(body, Size), gone.Token));

        (await Place.KeysAsync()).ShouldBeEmpty();
    }

    /// <summary>A body whose sender goes away in the middle.</summary>
    private sealed class CancellingStream(long size, long last, CancellationTokenSource gone) : MemoryStream(new byte[size])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > last)
                await gone.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 64 * 1024)], cancellationToken);
        }
    }
}
