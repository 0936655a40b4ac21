using Leat.Client;
using Leat.Quickstart.Training;

namespace Leat.Quickstart.Tracking;

/// <summary>The outcome of a fold and the child run that records it.</summary>
internal sealed record TrackedFold(FoldOutcome Outcome, QuickstartFold Run)
{
    /// <summary>Trains on one fold in a child run of <paramref name="parent"/>, logging each step as it completes.</summary>
    public static async Task<TrackedFold> TrainAsync(
        ActiveRun parent, Trainer trainer, FoldData fold, TrackedTrainingSetup setup, Action<int> worked, CancellationToken cancellationToken)
    {
        await using var run = await parent.StartNestedAsync(
            $"{trainer.RunName} fold {fold.Index + 1}",
            new RunOptions { Description = Notes.ForFold(trainer, fold), Tags = setup.Tags },
            cancellationToken).ConfigureAwait(false);
        return await run.EndingAsync(async () =>
        {
            run.LogParams(setup.Params);
            run.LogParams(("fold", fold.Index + 1), ("training_rows", fold.Training.RowCount), ("validation_rows", fold.Validation.RowCount));
            run.LogInput(setup.Dataset, TrackedTags.TrainingContext);
            var outcome = FoldTraining.Run(trainer, fold, setup.Seed, run.LogPoint, worked, cancellationToken);
            LogOutcome(run, outcome);
            await run.EndAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return new TrackedFold(outcome, new QuickstartFold(
                run.RunId, run.Name, outcome.Validation.Accuracy, outcome.Validation.LogLoss, outcome.Duration));
        }).ConfigureAwait(false);
    }

    private static void LogOutcome(ActiveRun run, FoldOutcome outcome)
    {
        run.LogMetric(TrackedMetrics.Accuracy, outcome.Validation.Accuracy);
        run.LogMetric(TrackedMetrics.LogLoss, outcome.Validation.LogLoss);
        run.LogMetric(TrackedMetrics.TrainingSeconds, outcome.Duration.TotalSeconds);
        run.LogClasses(outcome.ConfusionMatrix);
    }
}
