namespace Leat.Quickstart.Evaluation;

/// <summary>Predicted class probabilities of some rows, together with their true classes.</summary>
internal sealed class Predictions(IReadOnlyList<float[]> probabilities, IReadOnlyList<int> labels)
{
    /// <summary>Probabilities are clipped as in ML.NET and scikit-learn: a confident error would otherwise cost infinity.</summary>
    private const double SmallestProbability = 1e-15;

    /// <summary>The mean of −ln(probability given to the true class).</summary>
    public double LogLoss { get; } = probabilities
        .Zip(labels, (row, label) => -Math.Log(Math.Clamp(row[label], SmallestProbability, 1)))
        .Average();

    /// <summary>The share of rows whose most likely class is the true one.</summary>
    public double Accuracy { get; } = probabilities
        .Zip(labels, (row, label) => Likeliest(row) == label ? 1.0 : 0.0)
        .Average();

    /// <summary>The true and the predicted class of each row.</summary>
    public IEnumerable<(int Actual, int Predicted)> Outcomes =>
        labels.Zip(probabilities, (label, row) => (label, Likeliest(row)));

    private static int Likeliest(float[] row) => Array.IndexOf(row, row.Max());
}
