using Leat.Quickstart.Training;

namespace Leat.Quickstart.Tests.Training;

public sealed class IterationScheduleTests
{
    [Fact]
    public void Early_iterations_are_judged_one_by_one_and_later_ones_ever_more_rarely() =>
        IterationSchedule.Thinning(30).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 19, 22, 26, 30]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public void The_last_iteration_is_always_judged_and_only_once(int maximum)
    {
        var iterations = IterationSchedule.Thinning(maximum);
        iterations[^1].ShouldBe(maximum);
        iterations.ShouldBeUnique();
    }
}
