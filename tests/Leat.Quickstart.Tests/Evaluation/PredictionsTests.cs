using Leat.Quickstart.Evaluation;

namespace Leat.Quickstart.Tests.Evaluation;

public sealed class PredictionsTests
{
    [Fact]
    public void Log_loss_is_the_mean_surprise_at_the_true_class()
    {
        var predictions = new Predictions([[0.5f, 0.5f], [0.25f, 0.75f]], [0, 0]);

        predictions.LogLoss.ShouldBe((Math.Log(2) + Math.Log(4)) / 2, 1e-12);
        predictions.Accuracy.ShouldBe(0.5);
        predictions.Outcomes.ShouldBe([(0, 0), (0, 1)]);
    }

    [Fact]
    public void A_certain_error_costs_much_but_not_infinity() =>
        new Predictions([[0f, 1f]], [0]).LogLoss.ShouldBe(-Math.Log(1e-15), 1e-9);
}
