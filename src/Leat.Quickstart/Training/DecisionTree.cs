using Microsoft.ML.Trainers.FastTree;

namespace Leat.Quickstart.Training;

/// <summary>One tree of an ensemble, copied into arrays because ML.NET's properties copy on each access.</summary>
internal sealed class DecisionTree(RegressionTree tree)
{
    private readonly int[] _left = [.. tree.LeftChild];
    private readonly int[] _right = [.. tree.RightChild];
    private readonly int[] _feature = [.. tree.NumericalSplitFeatureIndexes];
    private readonly float[] _threshold = [.. tree.NumericalSplitThresholds];
    private readonly double[] _leaves = [.. tree.LeafValues];

    /// <summary>The value of the leaf these features lead to.</summary>
    public double Evaluate(float[] features)
    {
        // A tree without any split is a single leaf.
        if (_left.Length == 0) return _leaves[0];
        var node = 0;
        while (node >= 0) node = features[_feature[node]] <= _threshold[node] ? _left[node] : _right[node];
        // Among the children, a leaf is stored as its bitwise complement.
        return _leaves[~node];
    }
}
