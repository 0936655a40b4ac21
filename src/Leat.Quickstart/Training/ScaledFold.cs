using Leat.Quickstart.Data;
using Microsoft.ML;

namespace Leat.Quickstart.Training;

/// <summary>A fold's rows as the trainers see them, with each feature scaled to at most 1.</summary>
internal sealed record ScaledFold(LabeledData Training, LabeledData Validation)
{
    /// <summary>Learns the scale from the training rows only: using all rows would leak the validation rows into training.</summary>
    public static ScaledFold From(FoldData fold, int seed)
    {
        var ml = new MLContext(seed);
        var training = fold.Training.ToDataView(ml);
        var scale = ml.Transforms.NormalizeMinMax(nameof(MlRow.Features)).Fit(training);
        var validation = scale.Transform(fold.Validation.ToDataView(ml));
        return new ScaledFold(
            fold.Training with { Features = MlRows.Features(scale.Transform(training)) },
            fold.Validation with { Features = MlRows.Features(validation) });
    }
}
