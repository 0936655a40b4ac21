using System.Globalization;
using Leat.Quickstart.Data;
using Leat.Quickstart.Training;

namespace Leat.Quickstart.Tracking;

/// <summary>Markdown descriptions of the experiment and the runs.</summary>
internal static class Notes
{
    public static string ForExperiment(SampleDataset dataset) => $"""
        Made by `leat quickstart`: classifiers trained with ML.NET on {Describe(dataset.Rows)} ([origin]({dataset.Origin})).

        Each run is one trainer; its child runs are the folds of its cross-validation.
        """;

    public static string ForTraining(Trainer trainer, SampleDataset dataset, int folds) => $"""
        {trainer.Description}

        **Data.** {Describe(dataset.Rows)}, in {folds.ToString(CultureInfo.InvariantCulture)} stratified folds. Each fold is a child run that learns from the other folds and
        is judged by its own rows.

        **Metrics.** Those with steps are means over the folds. {trainer.StepMeaning}
        `accuracy` and `log_loss` are means over the folds at the last step; `precision/…`, `recall/…` and `f1/…` count all
        rows, each judged by the model that had not seen it, as the confusion matrix does.

        **Model.** `model/model.zip` is trained on all rows:

        ```csharp
        var model = new MLContext().Model.Load("model.zip", out var inputSchema);
        ```

        It takes `Features`, {dataset.Rows.FeatureNames.Count.ToString(CultureInfo.InvariantCulture)} numbers in the order of the data set's columns, and answers `PredictedLabel` and `Score`.
        """;

    public static string ForFold(Trainer trainer, FoldData fold) => string.Create(
        CultureInfo.InvariantCulture,
        $"`{trainer.Name}`, trained on {fold.Training.RowCount:N0} rows and judged by {fold.Validation.RowCount:N0} others. {trainer.StepMeaning}");

    private static string Describe(LabeledData data) => string.Create(
        CultureInfo.InvariantCulture,
        $"**{data.Name}** ({data.RowCount:N0} rows, {data.FeatureNames.Count} features, {data.Classes.Count} classes)");
}
