using Leat.Quickstart.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Leat.Quickstart.Training;

/// <summary>The model to keep: trained on all rows and saved as ML.NET's <c>model.zip</c>.</summary>
internal static class FinalModel
{
    /// <summary>Writes a model that takes raw <c>Features</c> and returns <c>Score</c> and, as a name, <c>PredictedLabel</c>.</summary>
    public static void Save(Trainer trainer, LabeledData data, int seed, Stream destination)
    {
        var ml = new MLContext(seed);
        var named = ml.Transforms.Conversion
            .MapValueToKey(nameof(MlRow.Label), nameof(NamedMlRow.Target), keyData: data.ToClassView(ml))
            .Fit(data.ToNamedDataView(ml));
        // The mapping from names to labels is not part of the saved chain: prediction inputs have no label.
        var model = ml.Transforms.NormalizeMinMax(nameof(MlRow.Features))
            .Append(trainer.CreateEstimator(ml))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(named.Transform(data.ToNamedDataView(ml)));
        ml.Model.Save(model, FeaturesOnly(data), destination);
    }

    private static DataViewSchema FeaturesOnly(LabeledData data)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(
            nameof(MlRow.Features), new VectorDataViewType(NumberDataViewType.Single, data.FeatureNames.Count));
        return schema.ToSchema();
    }
}
