using Leat.Client;
using Leat.Core;
using Leat.Quickstart.Data;
using Leat.Quickstart.Tracking;
using Leat.Quickstart.Training;

namespace Leat.Quickstart;

/// <summary>Trains classifiers on a real data set and tracks everything about them.</summary>
/// <remarks>One run per trainer, with one child run per cross-validation fold: params, metrics by step, the data set, notes, pictures, and
/// the model as ML.NET's <c>model.zip</c>.</remarks>
public static class QuickstartTraining
{
    /// <summary>The trainings that <see cref="RunAsync"/> runs, in order.</summary>
    public static IReadOnlyList<PlannedTraining> Plan { get; } =
        [.. Trainers().Select(trainer => new PlannedTraining(trainer.RunName, trainer.Name))];

    /// <summary>Trains and logs; completes when everything is stored.</summary>
    /// <param name="client">Where to log.</param>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Called from several threads, but never concurrently.</param>
    /// <param name="cancellationToken">Stops at once; runs in progress end as KILLED.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="LeatException">Logging failed; code and message are the store's.</exception>
    public static async Task<QuickstartResult> RunAsync(
        LeatClient client,
        QuickstartOptions options,
        IProgress<QuickstartProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Folds, 20, nameof(options));

        var dataset = SampleDatasets.Load(options.Dataset);
        var experiment = await client.GetOrCreateExperimentAsync(
            options.ExperimentName ?? $"quickstart-{options.Dataset}", cancellationToken).ConfigureAwait(false);
        await client.SetExperimentTagAsync(
            experiment.ExperimentId, TrackedTags.Note, Notes.ForExperiment(dataset), cancellationToken).ConfigureAwait(false);

        var runs = new List<QuickstartRun>();
        foreach (var trainer in Trainers())
        {
            var training = new TrackedTraining(client, experiment.ExperimentId, dataset, trainer, options, progress);
            runs.Add(await training.RunAsync(cancellationToken).ConfigureAwait(false));
        }

        var result = new QuickstartResult(
            experiment.ExperimentId, experiment.Name, dataset.Rows.Name, dataset.Rows.RowCount, runs);
        await client.SetTagAsync(result.Best.RunId, TrackedTags.Best, "true", cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>All three trainers run without native libraries that a fresh machine may lack. LightGBM is excluded because its library
    /// needs libgomp and exists only for x64.</summary>
    private static Trainer[] Trainers() => [new SdcaTrainer(20), new LbfgsTrainer(30), new FastTreeTrainer(40)];
}
