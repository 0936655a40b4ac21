using Leat.Quickstart.Pictures;

namespace Leat.Quickstart.Tests.Pictures;

public sealed class LogAxisTests
{
    [Fact]
    public void The_range_is_widened_to_round_numbers()
    {
        var axis = new LogAxis(0.07, 0.9);

        axis.Ticks.ShouldBe([0.05, 0.1, 0.2, 0.5, 1], 1e-12);
        axis.Position(0.05).ShouldBe(0, 1e-12);
        axis.Position(1).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Equal_ratios_are_equal_distances()
    {
        var axis = new LogAxis(0.01, 1);
        (axis.Position(0.1) - axis.Position(0.01)).ShouldBe(axis.Position(1) - axis.Position(0.1), 1e-12);
    }

    [Fact]
    public void Wide_ranges_show_powers_of_ten_only() =>
        new LogAxis(1e-6, 1).Ticks.ShouldBe([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1], 1e-12);

    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void A_single_value_still_gets_a_range(double least, double greatest)
    {
        var axis = new LogAxis(least, greatest);
        axis.Ticks.Count.ShouldBeGreaterThanOrEqualTo(2);
        axis.Position(least).ShouldBeInRange(0, 1);
    }
}
