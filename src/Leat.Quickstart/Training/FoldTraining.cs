using System.Diagnostics;
using Leat.Quickstart.Evaluation;

namespace Leat.Quickstart.Training;

/// <summary>The result of training on one fold.</summary>
/// <param name="Fold">The split.</param>
/// <param name="Curve">One point per evaluated iteration.</param>
/// <param name="Validation">The finished model's predictions for the rows it had not seen.</param>
/// <param name="Duration">Duration of training and evaluation.</param>
internal sealed record FoldOutcome(
    FoldData Fold, IReadOnlyList<LearningPoint> Curve, Predictions Validation, TimeSpan Duration)
{
    public ConfusionMatrix ConfusionMatrix { get; } = new(Fold.Validation.Classes, Validation.Outcomes);
}

/// <summary>Trains on one fold and evaluates each stage by log-loss and accuracy.</summary>
internal static class FoldTraining
{
    /// <param name="trainer">The trainer.</param>
    /// <param name="fold">The rows to train and evaluate on.</param>
    /// <param name="seed">Seed of the training's random numbers.</param>
    /// <param name="observe">Called with each point as soon as it is known.</param>
    /// <param name="worked">Called with the work units done since the last call.</param>
    /// <param name="cancellationToken">Checked whenever some work is done.</param>
    public static FoldOutcome Run(
        Trainer trainer, FoldData fold, int seed, Action<LearningPoint> observe, Action<int> worked,
        CancellationToken cancellationToken)
    {
        void Work(int units)
        {
            worked(units);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var started = Stopwatch.GetTimestamp();
        var curve = new List<LearningPoint>();
        Predictions? validation = null;
        foreach (var stage in trainer.Train(ScaledFold.From(fold, seed), seed, Work))
        {
            validation = new Predictions(stage.ValidationProbabilities, fold.Validation.Labels);
            var training = new Predictions(stage.TrainingProbabilities, fold.Training.Labels);
            curve.Add(new LearningPoint(
                stage.Iteration, training.LogLoss, validation.LogLoss, training.Accuracy, validation.Accuracy));
            observe(curve[^1]);
        }
        return new FoldOutcome(
            fold, curve, validation ?? throw new InvalidOperationException($"{trainer.Name} has no iterations."),
            Stopwatch.GetElapsedTime(started));
    }
}
