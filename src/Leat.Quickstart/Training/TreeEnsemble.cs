using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace Leat.Quickstart.Training;

/// <summary>A boosted ensemble whose trees can be evaluated one by one.</summary>
internal sealed class TreeEnsemble
{
    private readonly IReadOnlyList<DecisionTree> _trees;
    private readonly IReadOnlyList<double> _weights;
    private readonly double _bias;
    private readonly PlattCalibrator _calibrator;

    private TreeEnsemble(RegressionTreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        _trees = [.. ensemble.Trees.Select(tree => new DecisionTree(tree))];
        _weights = ensemble.TreeWeights;
        _bias = ensemble.Bias;
        _calibrator = calibrator;
    }

    public static TreeEnsemble From(FastTreeBinaryModelParameters model, PlattCalibrator calibrator) =>
        new(model.TrainedTreeEnsemble, calibrator);

    /// <summary>The score before the first tree.</summary>
    public double Bias => _bias;

    /// <summary>What tree <paramref name="index"/> adds to the score; 0 if boosting ended earlier.</summary>
    public double Contribution(int index, float[] features) =>
        index < _trees.Count ? _weights[index] * _trees[index].Evaluate(features) : 0;

    /// <summary>The probability for a score.</summary>
    public double Probability(double score) =>
        1 / (1 + Math.Exp((_calibrator.Slope * score) + _calibrator.Offset));
}
