using Leat.Quickstart.Data;
using Leat.Quickstart.Training;
using Microsoft.ML;

namespace Leat.Quickstart.Tests.Training;

public sealed class FinalModelTests
{
    private static readonly LabeledData Wine = SampleDatasets.Load("wine").Rows;

    public static TheoryData<string> Names => [.. Trainers().Select(trainer => trainer.RunName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_model_names_the_class_of_rows_that_come_without_labels(string name)
    {
        using var file = new MemoryStream();
        FinalModel.Save(Trainers().Single(trainer => trainer.RunName == name), Wine, 7, file);
        file.Position = 0;

        var ml = new MLContext();
        var model = ml.Model.Load(file, out var inputSchema);
        inputSchema.Select(column => column.Name).ShouldBe(["Features"]);
        var predicted = ml.Data
            .CreateEnumerable<Prediction>(model.Transform(Unlabelled(ml)), reuseRowObject: false)
            .Select(row => row.PredictedLabel);

        var right = predicted.Zip(Wine.Labels, (answer, label) => answer == Wine.Classes[label] ? 1.0 : 0.0).Average();
        right.ShouldBeGreaterThan(0.95);
    }

    /// <summary>Input as a user would give it: features only.</summary>
    private static IDataView Unlabelled(MLContext ml) =>
        ml.Transforms.DropColumns("Label").Fit(Wine.ToDataView(ml)).Transform(Wine.ToDataView(ml));

    private static Trainer[] Trainers() => [new FastTreeTrainer(10), new SdcaTrainer(20), new LbfgsTrainer(20)];

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";
    }
}
