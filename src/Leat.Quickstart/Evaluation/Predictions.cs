namespace Leat.Quickstart.Evaluation;

/// <summary>Class probabilities of some rows, judged against the truth.</summary>
internal sealed class Predictions(IReadOnlyList<float[]> probabilities, IReadOnlyList<int> labels)
{
    /// <summary>As ML.NET and scikit-learn do: a certain error would cost infinity.</summary>
    private const double SmallestProbability = 1e-15;

    /// <summary>The mean of −ln(probability given to the true class).</summary>
    public double LogLoss { get; } = probabilities
        .Zip(labels, (row, label) => -Math.Log(Math.Clamp(row[label], SmallestProbability, 1)))
        .Average();

    /// <summary>The share of rows whose likeliest class is the true one.</summary>
    public double Accuracy { get; } = probabilities
        .Zip(labels, (row, label) => Likeliest(row) == label ? 1.0 : 0.0)
        .Average();

    /// <summary>The true class of each row, and the class it was taken for.</summary>
    public IEnumerable<(int Actual, int Predicted)> Outcomes =>
        labels.Zip(probabilities, (label, row) => (label, Likeliest(row)));

    private static int Likeliest(float[] row) => Array.IndexOf(row, row.Max());
}
