using Leat.Quickstart.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Leat.Quickstart.Training;

/// <summary>Converts between our rows and ML.NET's views.</summary>
internal static class MlRows
{
    /// <summary>
    /// A view of <paramref name="data"/>. The label's key type holds the number of classes, so scores come in the order of
    /// <see cref="LabeledData.Classes"/> even if a class is missing from these rows.
    /// </summary>
    public static IDataView ToDataView(this LabeledData data, MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(MlRow));
        schema[nameof(MlRow.Features)].ColumnType =
            new VectorDataViewType(NumberDataViewType.Single, data.FeatureNames.Count);
        schema[nameof(MlRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), data.Classes.Count);
        return ml.Data.LoadFromEnumerable(
            data.Features.Zip(data.Labels, (features, label) =>
                new MlRow { Features = features, Label = (uint)label }),
            schema);
    }

    /// <summary>A view whose label says whether a row is of class <paramref name="positiveClass"/>.</summary>
    public static IDataView ToBinaryDataView(this LabeledData data, MLContext ml, int positiveClass)
    {
        var schema = SchemaDefinition.Create(typeof(BinaryMlRow));
        schema[nameof(BinaryMlRow.Features)].ColumnType =
            new VectorDataViewType(NumberDataViewType.Single, data.FeatureNames.Count);
        return ml.Data.LoadFromEnumerable(
            data.Features.Zip(data.Labels, (features, label) =>
                new BinaryMlRow { Features = features, Label = label == positiveClass }),
            schema);
    }

    /// <summary>A view of the rows with their class names.</summary>
    public static IDataView ToNamedDataView(this LabeledData data, MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(NamedMlRow));
        schema[nameof(NamedMlRow.Features)].ColumnType =
            new VectorDataViewType(NumberDataViewType.Single, data.FeatureNames.Count);
        return ml.Data.LoadFromEnumerable(
            data.Features.Zip(data.Labels, (features, label) =>
                new NamedMlRow { Features = features, Target = data.Classes[label] }),
            schema);
    }

    /// <summary>A view of the class names only, which fixes their order.</summary>
    public static IDataView ToClassView(this LabeledData data, MLContext ml) =>
        ml.Data.LoadFromEnumerable(data.Classes.Select(name => new ClassRow { Target = name }));

    /// <summary>The column of feature values, one array per row.</summary>
    public static float[][] Features(IDataView view) => [.. view.GetColumn<float[]>(nameof(MlRow.Features))];

    /// <summary>The class probabilities that a model returned, one array per row.</summary>
    public static float[][] Probabilities(IDataView scored) => [.. scored.GetColumn<float[]>("Score")];
}
