namespace Leat.Quickstart.Training;

/// <summary>Scores of some rows with one ensemble per class, growing tree by tree.</summary>
internal sealed class StagedEnsembles
{
    private readonly IReadOnlyList<TreeEnsemble> _ensembles;
    private readonly float[][] _features;
    private readonly double[][] _scores;
    private int _trees;

    public StagedEnsembles(IReadOnlyList<TreeEnsemble> ensembles, float[][] features)
    {
        _ensembles = ensembles;
        _features = features;
        _scores = [.. features.Select(_ => ensembles.Select(ensemble => ensemble.Bias).ToArray())];
    }

    /// <summary>Adds each ensemble's next tree and returns the class probabilities of each row.</summary>
    public float[][] AddTree()
    {
        var probabilities = new float[_features.Length][];
        for (var row = 0; row < _features.Length; row++)
        {
            for (var c = 0; c < _ensembles.Count; c++)
                _scores[row][c] += _ensembles[c].Contribution(_trees, _features[row]);
            probabilities[row] = Normalize(_scores[row]);
        }
        _trees++;
        return probabilities;
    }

    /// <summary>As in ML.NET's one-versus-all: each class's own probability divided by their sum.</summary>
    private float[] Normalize(double[] scores)
    {
        double[] probabilities = [.. scores.Select((score, c) => _ensembles[c].Probability(score))];
        var sum = probabilities.Sum();
        return [.. probabilities.Select(probability => (float)(probability / sum))];
    }
}
