namespace Leat.Quickstart;

/// <summary>What a quickstart trained and logged.</summary>
/// <param name="ExperimentId">The experiment it logged to.</param>
/// <param name="ExperimentName">The experiment's name.</param>
/// <param name="Dataset">The data set used for training.</param>
/// <param name="Rows">The number of rows in the data set.</param>
/// <param name="Runs">One run per trainer, in training order.</param>
public sealed record QuickstartResult(
    string ExperimentId, string ExperimentName, string Dataset, int Rows, IReadOnlyList<QuickstartRun> Runs)
{
    /// <summary>The run with the highest accuracy; ties are broken by the lowest log-loss.</summary>
    public QuickstartRun Best => Runs.OrderByDescending(run => run.Accuracy).ThenBy(run => run.LogLoss).First();
}

/// <summary>The run of one trainer.</summary>
/// <param name="RunId">The run id.</param>
/// <param name="Name">The run name, for example <c>fast-tree</c>.</param>
/// <param name="Trainer">ML.NET's name of the trainer.</param>
/// <param name="Accuracy">Share of correctly classified rows, mean over the folds.</param>
/// <param name="AccuracyDeviation">Standard deviation of the accuracy over the folds.</param>
/// <param name="LogLoss">Log-loss, mean over the folds.</param>
/// <param name="Duration">From start to end of the run.</param>
/// <param name="Folds">The child runs, in fold order.</param>
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
/// <param name="RunId">The run id.</param>
/// <param name="Name">The run name, for example <c>fast-tree fold 3</c>.</param>
/// <param name="Accuracy">Share of the fold's rows that were classified correctly.</param>
/// <param name="LogLoss">Log-loss over the fold's rows.</param>
/// <param name="Duration">Duration of training and evaluation.</param>
public sealed record QuickstartFold(string RunId, string Name, double Accuracy, double LogLoss, TimeSpan Duration);
