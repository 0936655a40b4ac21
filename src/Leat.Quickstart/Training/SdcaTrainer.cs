using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Leat.Quickstart.Training;

/// <summary>Softmax regression by stochastic dual coordinate ascent.</summary>
internal sealed class SdcaTrainer(int maximumIterations) : RepeatedTrainer
{
    private const float L2Regularization = 1e-4f;

    public override string Name => "SdcaMaximumEntropy";

    public override string RunName => "sdca";

    public override string Description => "Softmax regression, fitted by stochastic dual coordinate ascent.";

    public override IReadOnlyList<int> Iterations { get; } = IterationSchedule.Thinning(maximumIterations);

    public override IReadOnlyDictionary<string, string> Hyperparameters => new Dictionary<string, string>
    {
        [nameof(SdcaMaximumEntropyMulticlassTrainer.Options.MaximumNumberOfIterations)] =
            Iterations[^1].ToString(CultureInfo.InvariantCulture),
        [nameof(SdcaMaximumEntropyMulticlassTrainer.Options.L2Regularization)] =
            L2Regularization.ToString(CultureInfo.InvariantCulture),
    };

    protected override IEstimator<ITransformer> CreateEstimator(MLContext ml, int iterations) =>
        ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = iterations,
            L2Regularization = L2Regularization,
            // Threads race for the weights, so two trainings would differ.
            NumberOfThreads = 1,
            // Never reached, so only the number of iterations ends a training.
            ConvergenceTolerance = 1e-9f,
        });
}
