using System.Globalization;
using Leat.Core;
using Leat.Quickstart.Data;
using Leat.Quickstart.Training;
using Microsoft.ML;

namespace Leat.Quickstart.Tracking;

/// <summary>What a trainer's run and its child runs share.</summary>
/// <param name="Params">Hyperparameters, trainer, data set, seed.</param>
/// <param name="Tags">Tags set at the start.</param>
/// <param name="Dataset">The input data set.</param>
/// <param name="Seed">Seed of folds and trainings.</param>
internal sealed record TrackedTrainingSetup(
    IReadOnlyDictionary<string, string> Params, IReadOnlyDictionary<string, string> Tags, Dataset Dataset, int Seed)
{
    public static TrackedTrainingSetup For(Trainer trainer, SampleDataset dataset, QuickstartOptions options) => new(
        new Dictionary<string, string>(trainer.Hyperparameters)
        {
            ["trainer"] = trainer.Name,
            ["dataset"] = dataset.Rows.Name,
            ["folds"] = options.Folds.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        },
        new Dictionary<string, string>
        {
            [TrackedTags.SourceName] = "leat quickstart",
            [TrackedTags.Trainer] = trainer.Name,
            [TrackedTags.Library] = $"ML.NET {typeof(MLContext).Assembly.GetName().Version?.ToString(2)}",
        },
        dataset.ToTracked(),
        options.Seed);
}
