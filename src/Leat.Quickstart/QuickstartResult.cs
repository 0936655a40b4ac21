namespace Leat.Quickstart;

/// <summary>What a quickstart has trained and logged.</summary>
/// <param name="ExperimentId">Where it was logged.</param>
/// <param name="ExperimentName">The experiment's name.</param>
/// <param name="Dataset">Which data set it learnt from.</param>
/// <param name="Rows">How many rows that has.</param>
/// <param name="Runs">One per trainer, in the order they were trained.</param>
public sealed record QuickstartResult(
    string ExperimentId, string ExperimentName, string Dataset, int Rows, IReadOnlyList<QuickstartRun> Runs)
{
    /// <summary>The run with the greatest accuracy; of equals the one with the smallest log-loss.</summary>
    public QuickstartRun Best => Runs.OrderByDescending(run => run.Accuracy).ThenBy(run => run.LogLoss).First();
}

/// <summary>The run of one trainer.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Name">Its name, for example <c>fast-tree</c>.</param>
/// <param name="Trainer">ML.NET's name of the trainer.</param>
/// <param name="Accuracy">Share of rows classified rightly, mean over the folds.</param>
/// <param name="AccuracyDeviation">Standard deviation of the accuracy over the folds.</param>
/// <param name="LogLoss">Mean over the folds.</param>
/// <param name="Duration">From the run's start to its end.</param>
/// <param name="Folds">The child runs, in the order of the folds.</param>
public sealed record QuickstartRun(
    string RunId,
    string Name,
    string Trainer,
    double Accuracy,
    double AccuracyDeviation,
    double LogLoss,
    TimeSpan Duration,
    IReadOnlyList<QuickstartFold> Folds);

/// <summary>The child run of one fold.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Name">Its name, for example <c>fast-tree fold 3</c>.</param>
/// <param name="Accuracy">Share of the fold's rows classified rightly.</param>
/// <param name="LogLoss">Over the fold's rows.</param>
/// <param name="Duration">Of training and judging.</param>
public sealed record QuickstartFold(string RunId, string Name, double Accuracy, double LogLoss, TimeSpan Duration);
