using Leat.Client;
using Leat.Quickstart.Evaluation;

namespace Leat.Quickstart.Tracking;

/// <summary>The metric names used in the runs.</summary>
internal static class TrackedMetrics
{
    public const string Accuracy = "accuracy";
    public const string AccuracyDeviation = "accuracy_std";
    public const string LogLoss = "log_loss";
    public const string LogLossDeviation = "log_loss_std";
    public const string MacroF1 = "macro_f1";
    public const string TrainingSeconds = "training_seconds";

    /// <summary>Losses and accuracies at one training step.</summary>
    public static void LogPoint(this ActiveRun run, LearningPoint point) => run.LogMetrics(
        new Dictionary<string, double>
        {
            ["train/log_loss"] = point.TrainingLogLoss,
            ["validation/log_loss"] = point.ValidationLogLoss,
            ["train/accuracy"] = point.TrainingAccuracy,
            ["validation/accuracy"] = point.ValidationAccuracy,
        },
        point.Iteration);

    /// <summary>How well each class was recognised.</summary>
    public static void LogClasses(this ActiveRun run, ConfusionMatrix matrix)
    {
        run.LogMetric(MacroF1, matrix.MacroF1);
        foreach (var (c, name) in matrix.Classes.Index())
        {
            run.LogMetric($"precision/{name}", matrix.Precision(c));
            run.LogMetric($"recall/{name}", matrix.Recall(c));
            run.LogMetric($"f1/{name}", matrix.F1(c));
        }
    }
}
