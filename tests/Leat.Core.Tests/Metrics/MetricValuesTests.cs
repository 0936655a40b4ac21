using CsCheck;

namespace Leat.Core.Tests.Metrics;

public sealed class MetricValuesTests
{
    private static readonly Gen<MetricPoint> Points = Gen.Select(
        Gen.Long[-2, 2], Gen.Long[0, 2], Pick.From(-1.0, 0.0, double.NaN, 1.0, double.MaxValue, -double.MaxValue),
        (step, time, value) => new MetricPoint(step, time, value));

    [Theory]
    [InlineData(1.5, 1.5)]
    [InlineData(-1.5, -1.5)]
    [InlineData(double.PositiveInfinity, double.MaxValue)]
    [InlineData(double.NegativeInfinity, -double.MaxValue)]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(double.Epsilon, double.Epsilon)]
    public void Infinities_are_kept_as_the_largest_numbers(double value, double stored) =>
        MetricValues.Canonical(value).ShouldBe(stored);

    [Fact]
    public void Negative_zero_and_every_NaN_have_one_form()
    {
        Bits(MetricValues.Canonical(-0.0)).ShouldBe(Bits(0.0));
        Bits(MetricValues.Canonical(BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001))).ShouldBe(Bits(double.NaN));
        Bits(MetricValues.Canonical(BitConverter.Int64BitsToDouble(0x7FF0_0000_0000_0001))).ShouldBe(Bits(double.NaN));
    }

    [Theory]
    [InlineData(2, 0, 0, 1, 9, 9, true)]
    [InlineData(-2, 0, 0, -1, 0, 0, false)]
    [InlineData(1, 2, 0, 1, 1, 9, true)]
    [InlineData(1, 1, 2, 1, 1, 1, true)]
    [InlineData(1, 1, 1, 1, 1, 1, false)]
    [InlineData(1, 1, double.NaN, 1, 1, -1, true)]
    [InlineData(1, 1, double.NaN, 1, 1, 0, false)]
    [InlineData(1, 1, 0, 1, 1, double.NaN, false)]
    [InlineData(1, 1, 0.5, 1, 1, double.NaN, true)]
    [InlineData(1, 1, double.NaN, 1, 1, double.NaN, false)]
    public void Step_then_time_then_value_decide_what_is_later(
        long step, long time, double value, long currentStep, long currentTime, double currentValue, bool later) =>
        MetricValues.IsLater(new MetricPoint(step, time, value), new MetricPoint(currentStep, currentTime, currentValue)).ShouldBe(later);

    [Fact]
    public void Both_orders_are_total() => Gen.Select(Points, Points, Points).Sample((a, b, c) =>
    {
        foreach (var compare in new[] { ByStep, ByTime })
        {
            Math.Sign(compare(a, b)).ShouldBe(-Math.Sign(compare(b, a)));
            (compare(a, b) == 0).ShouldBe(a.Equals(b));
            if (compare(a, b) <= 0 && compare(b, c) <= 0)
                compare(a, c).ShouldBeLessThanOrEqualTo(0);
        }
    }, iter: 5_000);

    [Fact]
    public void The_latest_of_any_order_is_the_last_by_step() => Points.Array[1, 6].Sample(points =>
    {
        var latest = points.Aggregate((current, next) => MetricValues.IsLater(next, current) ? next : current);
        var last = points.Order(Comparer<MetricPoint>.Create((a, b) => ByStep(a, b))).Last();
        (latest.Step, latest.TimestampMs, MetricValues.NanAsZero(latest.Value))
            .ShouldBe((last.Step, last.TimestampMs, MetricValues.NanAsZero(last.Value)));
    }, iter: 5_000);

    [Fact]
    public void A_history_is_read_by_time_and_kept_by_step()
    {
        var early = new MetricPoint(Step: 9, TimestampMs: 1, Value: 0);
        var late = new MetricPoint(Step: 1, TimestampMs: 9, Value: 0);
        ByTime(early, late).ShouldBeLessThan(0);
        ByStep(early, late).ShouldBeGreaterThan(0);
    }

    private static int ByStep(MetricPoint a, MetricPoint b) => MetricValues.CompareByStep(a, b);

    private static int ByTime(MetricPoint a, MetricPoint b) => MetricValues.CompareByTime(a, b);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
