using Leat.Quickstart.Evaluation;

namespace Leat.Quickstart.Tests.Evaluation;

public sealed class CrossValidationTests
{
    [Fact]
    public void The_mean_curve_averages_each_iteration_over_the_folds() =>
        CrossValidation.MeanCurve(
            [
                [new LearningPoint(1, 1, 2, 0.5, 0.4), new LearningPoint(3, 0.5, 1, 0.9, 0.8)],
                [new LearningPoint(1, 3, 4, 0.7, 0.2), new LearningPoint(3, 0.1, 2, 0.7, 0.6)],
            ])
            .ShouldBe([new LearningPoint(1, 2, 3, 0.6, 0.30000000000000004), new LearningPoint(3, 0.3, 1.5, 0.8, 0.7)]);

    [Fact]
    public void The_standard_deviation_is_that_of_a_sample()
    {
        CrossValidation.StandardDeviation([2, 4, 4, 4, 5, 5, 7, 9]).ShouldBe(2.138089935299395, 1e-12);
        CrossValidation.StandardDeviation([3]).ShouldBe(0);
    }
}
