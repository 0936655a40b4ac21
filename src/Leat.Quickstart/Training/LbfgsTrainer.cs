using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Leat.Quickstart.Training;

/// <summary>Softmax regression by L-BFGS, a quasi-Newton method over all rows at once.</summary>
internal sealed class LbfgsTrainer(int maximumIterations) : RepeatedTrainer
{
    private const float L2Regularization = 0.1f;

    public override string Name => "LbfgsMaximumEntropy";

    public override string RunName => "lbfgs";

    public override string Description => "Softmax regression, fitted by the quasi-Newton method L-BFGS.";

    public override IReadOnlyList<int> Iterations { get; } = IterationSchedule.Thinning(maximumIterations);

    public override IReadOnlyDictionary<string, string> Hyperparameters => new Dictionary<string, string>
    {
        [nameof(LbfgsMaximumEntropyMulticlassTrainer.Options.MaximumNumberOfIterations)] =
            Iterations[^1].ToString(CultureInfo.InvariantCulture),
        [nameof(LbfgsMaximumEntropyMulticlassTrainer.Options.L1Regularization)] = "0",
        [nameof(LbfgsMaximumEntropyMulticlassTrainer.Options.L2Regularization)] =
            L2Regularization.ToString(CultureInfo.InvariantCulture),
    };

    protected override IEstimator<ITransformer> CreateEstimator(MLContext ml, int iterations) =>
        ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = iterations,
            L1Regularization = 0,
            L2Regularization = L2Regularization,
            // Sums over several threads round differently from run to run.
            NumberOfThreads = 1,
        });
}
