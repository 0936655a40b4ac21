using System.Diagnostics;
using Leat.Client;
using Leat.Quickstart.Data;
using Leat.Quickstart.Evaluation;
using Leat.Quickstart.Pictures;
using Leat.Quickstart.Training;

namespace Leat.Quickstart.Tracking;

/// <summary>Cross-validates one trainer in a run with one child run per fold.</summary>
internal sealed class TrackedTraining
{
    private readonly LeatClient _client;
    private readonly string _experimentId;
    private readonly SampleDataset _dataset;
    private readonly Trainer _trainer;
    private readonly QuickstartOptions _options;
    private readonly TrackedTrainingSetup _setup;
    private readonly TrainingProgress _progress;
    private readonly int _unitsPerTraining;

    public TrackedTraining(
        LeatClient client, string experimentId, SampleDataset dataset, Trainer trainer, QuickstartOptions options,
        IProgress<QuickstartProgress>? progress)
    {
        _client = client;
        _experimentId = experimentId;
        _dataset = dataset;
        _trainer = trainer;
        _options = options;
        _setup = TrackedTrainingSetup.For(trainer, dataset, options);
        _unitsPerTraining = trainer.WorkUnits(dataset.Rows.Classes.Count);
        // The final model is one uninterrupted training on all rows and counts as half a fold.
        _progress = new TrainingProgress(
            progress, trainer.RunName, (_unitsPerTraining * options.Folds) + FinalUnits);
    }

    private int FinalUnits => Math.Max(1, _unitsPerTraining / 2);

    public async Task<QuickstartRun> RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var options = new RunOptions
        {
            Description = Notes.ForTraining(_trainer, _dataset, _options.Folds),
            Tags = _setup.Tags,
        };
        await using var run = await _client
            .StartRunAsync(_experimentId, _trainer.RunName, options, cancellationToken).ConfigureAwait(false);
        return await run.EndingAsync(async () =>
        {
            LogSetup(run);
            var folds = await TrainFoldsAsync(run, cancellationToken).ConfigureAwait(false);
            LogSummary(run, folds);
            await LogFilesAsync(run, folds, cancellationToken).ConfigureAwait(false);
            await run.EndAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            _progress.Say("done");
            return Summarize(run, folds, Stopwatch.GetElapsedTime(started));
        }).ConfigureAwait(false);
    }

    private void LogSetup(ActiveRun run)
    {
        run.LogParams(_setup.Params);
        run.LogParams(
            ("rows", _dataset.Rows.RowCount),
            ("features", _dataset.Rows.FeatureNames.Count),
            ("classes", _dataset.Rows.Classes.Count));
        run.LogInput(_setup.Dataset, TrackedTags.TrainingContext);
    }

    private async Task<TrackedFold[]> TrainFoldsAsync(ActiveRun run, CancellationToken cancellationToken)
    {
        _progress.Say($"training {_options.Folds} folds");
        var foldOfRow = StratifiedFolds.Assign(_dataset.Rows.Labels, _options.Folds, _options.Seed);
        var folds = new TrackedFold[_options.Folds];
        var ended = 0;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = _options.Parallelism ?? Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, folds.Length, parallel, async (index, token) =>
        {
            var fold = FoldData.Split(_dataset.Rows, foldOfRow, index);
            folds[index] = await TrackedFold.TrainAsync(run, _trainer, fold, _setup, _progress.Add, token)
                .ConfigureAwait(false);
            _progress.Say($"{Interlocked.Increment(ref ended)} of {folds.Length} folds");
        }).ConfigureAwait(false);
        return folds;
    }

    private static void LogSummary(ActiveRun run, IReadOnlyList<TrackedFold> folds)
    {
        double[] accuracies = [.. folds.Select(fold => fold.Run.Accuracy)];
        double[] losses = [.. folds.Select(fold => fold.Run.LogLoss)];
        foreach (var point in CrossValidation.MeanCurve(Curves(folds))) run.LogPoint(point);
        run.LogMetric(TrackedMetrics.Accuracy, accuracies.Average());
        run.LogMetric(TrackedMetrics.AccuracyDeviation, CrossValidation.StandardDeviation(accuracies));
        run.LogMetric(TrackedMetrics.LogLoss, losses.Average());
        run.LogMetric(TrackedMetrics.LogLossDeviation, CrossValidation.StandardDeviation(losses));
        run.LogMetric(TrackedMetrics.TrainingSeconds, folds.Sum(fold => fold.Run.Duration.TotalSeconds));
        run.LogClasses(ConfusionMatrix.Sum(folds.Select(fold => fold.Outcome.ConfusionMatrix)));
    }

    private async Task LogFilesAsync(ActiveRun run, IReadOnlyList<TrackedFold> folds, CancellationToken cancellationToken)
    {
        var matrix = ConfusionMatrix.Sum(folds.Select(fold => fold.Outcome.ConfusionMatrix));
        var loss = TrainingPictures.Loss(Curves(folds), _trainer.RunName, _dataset.Rows.Name, _trainer.IterationName);
        var confusion = TrainingPictures.ConfusionMatrix(matrix, _trainer.RunName, _dataset.Rows.Name);
        await LogBytesAsync(run, loss, "plots/loss_curve.png", cancellationToken).ConfigureAwait(false);
        await LogBytesAsync(run, confusion, "plots/confusion_matrix.png", cancellationToken).ConfigureAwait(false);
        await run.LogTextAsync(matrix.ToCsv(), "plots/confusion_matrix.csv", cancellationToken).ConfigureAwait(false);

        _progress.Say("final model");
        using var model = new MemoryStream();
        FinalModel.Save(_trainer, _dataset.Rows, _options.Seed, model);
        await LogBytesAsync(run, model.ToArray(), "model/model.zip", cancellationToken).ConfigureAwait(false);
        _progress.Add(FinalUnits);
    }

    private static async Task LogBytesAsync(
        ActiveRun run, byte[] content, string artifactFile, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        await run.LogStreamAsync(stream, artifactFile, cancellationToken).ConfigureAwait(false);
    }

    private QuickstartRun Summarize(ActiveRun run, IReadOnlyList<TrackedFold> folds, TimeSpan duration) => new(
        run.RunId,
        run.Name,
        _trainer.Name,
        folds.Average(fold => fold.Run.Accuracy),
        CrossValidation.StandardDeviation([.. folds.Select(fold => fold.Run.Accuracy)]),
        folds.Average(fold => fold.Run.LogLoss),
        duration,
        [.. folds.Select(fold => fold.Run)]);

    private static IReadOnlyList<LearningPoint>[] Curves(IReadOnlyList<TrackedFold> folds) =>
        [.. folds.Select(fold => fold.Outcome.Curve)];
}
