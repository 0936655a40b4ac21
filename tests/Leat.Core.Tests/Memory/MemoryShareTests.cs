namespace Leat.Core.Tests.Memory;

/// <summary>Requests share a budget: what one holds, others wait for or are refused.</summary>
public sealed class MemoryShareTests
{
    private const int MiB = 1024 * 1024;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    private readonly MemoryBudget _budget = new(10 * MiB);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reservation_waits_until_others_give_back()
    {
        using var one = new MemoryShare(_budget);
        using var other = new MemoryShare(_budget);
        one.Add(8 * MiB);

        var reserving = other.ReserveAsync(4 * MiB, Enough, Cancel).AsTask();
        reserving.IsCompleted.ShouldBeFalse();
        one.Dispose();
        await reserving.WaitAsync(Enough, Cancel);

        _budget.Held.ShouldBe(4 * MiB);
        other.Add(4 * MiB);
        _budget.Held.ShouldBe(4 * MiB);
    }

    [Fact]
    public async Task Who_has_waited_for_long_enough_is_refused_as_if_there_had_been_no_waiting()
    {
        using var one = new MemoryShare(_budget);
        using var other = new MemoryShare(_budget);
        one.Add(8 * MiB);

        await other.ReserveAsync(4 * MiB, TimeSpan.FromMilliseconds(1), Cancel);

        Should.Throw<LeatException>(() => other.Add(4 * MiB)).Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
    }

    [Fact]
    public void What_a_request_could_do_without_is_counted_only_where_there_is_room()
    {
        using var one = new MemoryShare(_budget);
        using var other = new MemoryShare(_budget);
        one.Add(6 * MiB);

        other.TryAdd(3 * MiB).ShouldBeTrue();
        other.TryAdd(3 * MiB).ShouldBeFalse();

        (other.Used, _budget.Held).ShouldBe((3 * MiB, 9 * MiB));
        one.Dispose();
        other.TryAdd(3 * MiB).ShouldBeTrue();
        other.Dispose();
        _budget.Held.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_ends_with_the_request()
    {
        using var one = new MemoryShare(_budget);
        using var other = new MemoryShare(_budget);
        using var leaving = new CancellationTokenSource();
        one.Add(8 * MiB);

        var reserving = other.ReserveAsync(4 * MiB, Enough, leaving.Token).AsTask();
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reserving.WaitAsync(Enough, Cancel));
    }

    [Fact]
    public async Task Many_that_take_and_wait_never_hold_more_than_there_is()
    {
        var most = 0L;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            async () =>
            {
                for (var turn = 0; turn < 200; turn++)
                {
                    using var share = new MemoryShare(_budget);
                    await share.ReserveAsync((1 + (i % 5)) * MiB, Enough, Cancel);
                    share.Add((1 + (i % 5)) * MiB);
                    InterlockedMax(ref most, _budget.Held);
                }
            },
            Cancel)));

        _budget.Held.ShouldBe(0);
        most.ShouldBeLessThanOrEqualTo(_budget.Limit);
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var known = Volatile.Read(ref most); value > known; known = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, known);
    }
}
