using System.Globalization;
using Leat.Quickstart.Data;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Leat.Quickstart.Training;

/// <summary>Boosted trees: one one-versus-all ensemble per class.</summary>
/// <remarks>The ensembles are trained separately because ML.NET does not expose those inside its own one-versus-all model. They record the
/// whole training: the first n trees are the model after n iterations.</remarks>
internal sealed class FastTreeTrainer(int trees) : Trainer
{
    private const int Leaves = 12;
    private const int MinimumRowsPerLeaf = 5;
    private const double LearningRate = 0.2;

    public override string Name => "FastTree";

    public override string RunName => "fast-tree";

    public override string Description => "Gradient-boosted decision trees, one ensemble for each class against the rest.";

    public override string StepMeaning =>
        "Each step is one more tree per class: the finished ensembles, cut off after that many trees.";

    public override IReadOnlyList<int> Iterations { get; } = [.. Enumerable.Range(1, trees)];

    public override IReadOnlyDictionary<string, string> Hyperparameters => new Dictionary<string, string>
    {
        [nameof(FastTreeBinaryTrainer.Options.NumberOfTrees)] = trees.ToString(CultureInfo.InvariantCulture),
        [nameof(FastTreeBinaryTrainer.Options.NumberOfLeaves)] = Leaves.ToString(CultureInfo.InvariantCulture),
        [nameof(FastTreeBinaryTrainer.Options.MinimumExampleCountPerLeaf)] =
            MinimumRowsPerLeaf.ToString(CultureInfo.InvariantCulture),
        [nameof(FastTreeBinaryTrainer.Options.LearningRate)] = LearningRate.ToString(CultureInfo.InvariantCulture),
        ["Strategy"] = "OneVersusAll",
    };

    public override IEstimator<ITransformer> CreateEstimator(MLContext ml) =>
        ml.MulticlassClassification.Trainers.OneVersusAll(CreateBinaryTrainer(ml));

    public override string IterationName => "tree";

    /// <summary>Almost all the time goes into the ensembles, one per class.</summary>
    public override int WorkUnits(int classes) => classes;

    public override IEnumerable<TrainingStage> Train(ScaledFold fold, int seed, Action<int> worked)
    {
        var ensembles = new TreeEnsemble[fold.Training.Classes.Count];
        for (var c = 0; c < ensembles.Length; c++)
        {
            ensembles[c] = TrainEnsemble(fold.Training, c, seed);
            worked(1);
        }
        var training = new StagedEnsembles(ensembles, fold.Training.Features);
        var validation = new StagedEnsembles(ensembles, fold.Validation.Features);
        foreach (var iteration in Iterations)
            yield return new TrainingStage(iteration, training.AddTree(), validation.AddTree());
    }

    private FastTreeBinaryTrainer CreateBinaryTrainer(MLContext ml) =>
        ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = MinimumRowsPerLeaf,
            LearningRate = LearningRate,
            // The folds already use all processors.
            NumberOfThreads = 1,
        });

    private TreeEnsemble TrainEnsemble(LabeledData data, int positiveClass, int seed)
    {
        var ml = new MLContext(seed);
        var model = CreateBinaryTrainer(ml).Fit(data.ToBinaryDataView(ml, positiveClass)).Model;
        return TreeEnsemble.From(model.SubModel, model.Calibrator);
    }
}
