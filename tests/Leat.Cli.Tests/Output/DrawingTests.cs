using Leat.Cli.Output;

namespace Leat.Cli.Tests.Output;

public sealed class DrawingTests
{
    [Fact]
    public void A_sparkline_goes_from_the_least_to_the_largest()
    {
        Sparkline.Of([0, 1, 2, 3, 4, 5, 6, 7], 60).ShouldBe("▁▂▃▄▅▆▇█");
        Sparkline.Of([.. Enumerable.Range(0, 1_000).Select(i => (double)i)], 4).ShouldBe("▂▄▆█");
        Sparkline.Of([5, 5], 60).ShouldBe("▅▅");
        Sparkline.Of([double.NaN, double.PositiveInfinity], 60).ShouldBeEmpty();
        Sparkline.Of([double.MinValue, double.MaxValue], 60).ShouldBe("▁█");
    }

    [Fact]
    public void A_chart_joins_its_points()
    {
        TextPlot.Draw([(0, 0), (3, 3), (double.NaN, 1)], 2, 1).ShouldBe(["3 ┤⡠⠊", "  └──", "   0 3"]);
        TextPlot.Draw([(1, 2)], 2, 2).Count().ShouldBe(4);
        TextPlot.Draw([], 2, 2).ShouldBeEmpty();
    }
}
