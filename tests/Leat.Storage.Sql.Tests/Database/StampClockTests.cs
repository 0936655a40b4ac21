using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.Tests.Database;

public sealed class StampClockTests
{
    private readonly SetClock _time = new();

    [Fact]
    public void Times_within_a_millisecond_differ_and_ascend()
    {
        var clock = new StampClock(_time);
        Enumerable.Range(0, 5).Select(_ => clock.Next()).ShouldBe([1_000L, 1_001, 1_002, 1_003, 1_004]);
        _time.NowMs = 1_002;
        clock.Next().ShouldBe(1_005);
        _time.NowMs = 2_000;
        clock.Next().ShouldBe(2_000);
    }

    [Fact]
    public void It_runs_ahead_no_further_than_the_limit()
    {
        var clock = new StampClock(_time);
        var times = Enumerable.Range(0, (int)StampClock.MaxAheadMs + 3).Select(_ => clock.Next()).ToList();
        times[^3..].ShouldBe([1_000 + StampClock.MaxAheadMs, 1_000 + StampClock.MaxAheadMs, 1_000 + StampClock.MaxAheadMs]);
    }

    [Fact]
    public void A_clock_that_is_set_back_counts_as_it_stands()
    {
        var clock = new StampClock(_time);
        _time.NowMs = 90_000;
        clock.Next();
        _time.NowMs = 5_000;
        clock.Next().ShouldBe(5_000);
        clock.Next().ShouldBe(5_001);
    }

    [Fact]
    public void No_two_callers_get_the_same_time()
    {
        var clock = new StampClock(_time);
        var times = new long[800];
        Parallel.For(0, times.Length, i => times[i] = clock.Next());
        times.Distinct().Count().ShouldBe(times.Length);
    }

    private sealed class SetClock : TimeProvider
    {
        public long NowMs { get; set; } = 1_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);
    }
}
