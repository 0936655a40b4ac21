using Leat.Quickstart.Data;
using Leat.Quickstart.Evaluation;
using Leat.Quickstart.Training;
using Microsoft.ML;

namespace Leat.Quickstart.Tests.Training;

public sealed class TrainerTests
{
    private const int Seed = 7;
    private static readonly LabeledData Iris = SampleDatasets.Load("iris").Rows;

    public static TheoryData<string> Names => [.. Trainers().Select(trainer => trainer.RunName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_trainer_learns_to_tell_irises_apart(string name)
    {
        var outcome = Train(name);

        outcome.Validation.Accuracy.ShouldBeGreaterThan(0.9);
        outcome.Curve[^1].TrainingLogLoss.ShouldBeLessThan(outcome.Curve[0].TrainingLogLoss);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void There_is_one_point_for_each_announced_iteration(string name) =>
        Train(name).Curve.Select(point => point.Iteration).ShouldBe(Create(name).Iterations);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_figures_to_the_last_bit(string name) =>
        Train(name).Curve.ShouldBe(Train(name).Curve);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_last_stage_is_the_model_that_ml_net_trains_in_one_go(string name)
    {
        var trainer = Create(name);
        var fold = ScaledFold.From(Fold(), Seed);
        var staged = trainer.Train(fold, Seed, _ => { }).Last().ValidationProbabilities;

        var ml = new MLContext(Seed);
        var training = fold.Training.ToDataView(ml);
        var model = trainer.CreateEstimator(ml).Fit(training);
        var scored = model.Transform(fold.Validation.ToDataView(ml));

        var whole = MlRows.Probabilities(scored);
        for (var row = 0; row < whole.Length; row++)
            for (var c = 0; c < whole[row].Length; c++)
                staged[row][c].ShouldBe(whole[row][c], 1e-5);
        var judged = new Predictions(staged, fold.Validation.Labels);
        var reference = ml.MulticlassClassification.Evaluate(scored);
        judged.LogLoss.ShouldBe(reference.LogLoss, 1e-4);
        judged.Accuracy.ShouldBe(reference.MicroAccuracy, 1e-12);
    }

    [Fact]
    public void Stopping_a_repeated_training_earlier_gives_the_beginning_of_the_longer_one()
    {
        var fold = Fold();
        var longer = Train(new SdcaTrainer(10), fold);
        var shorter = Train(new SdcaTrainer(5), fold);

        longer.Curve.Take(shorter.Curve.Count).ShouldBe(shorter.Curve);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_announced_work_is_reported(string name)
    {
        var worked = 0;
        FoldTraining.Run(
            Create(name), Fold(), Seed, _ => { }, units => worked += units, TestContext.Current.CancellationToken);

        worked.ShouldBe(Create(name).WorkUnits(Iris.Classes.Count));
    }

    [Fact]
    public void A_training_stops_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var points = 0;
        Should.Throw<OperationCanceledException>(() => FoldTraining.Run(
            new SdcaTrainer(10), Fold(), Seed, _ => points++, _ => Cancel(), cancellation.Token));

        points.ShouldBe(1);

        void Cancel()
        {
            if (points == 0) return;
            cancellation.Cancel();
        }
    }

    private static FoldOutcome Train(string name) => Train(Create(name), Fold());

    private static FoldOutcome Train(Trainer trainer, FoldData fold) =>
        FoldTraining.Run(trainer, fold, Seed, _ => { }, _ => { }, TestContext.Current.CancellationToken);

    private static Trainer Create(string name) => Trainers().Single(trainer => trainer.RunName == name);

    private static Trainer[] Trainers() => [new FastTreeTrainer(10), new SdcaTrainer(15), new LbfgsTrainer(20)];

    private static FoldData Fold() => FoldData.Split(Iris, StratifiedFolds.Assign(Iris.Labels, 3, Seed), 0);
}
