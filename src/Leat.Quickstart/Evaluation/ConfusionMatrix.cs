namespace Leat.Quickstart.Evaluation;

/// <summary>How often each class was taken for each class.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    public ConfusionMatrix(IReadOnlyList<string> classes, IEnumerable<(int Actual, int Predicted)> outcomes)
    {
        Classes = classes;
        _counts = new int[classes.Count, classes.Count];
        foreach (var (actual, predicted) in outcomes) _counts[actual, predicted]++;
    }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>Rows of class <paramref name="actual"/> that were taken for <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    public int Total => _counts.Cast<int>().Sum();

    public double Accuracy => Ratio(Indices.Sum(c => _counts[c, c]), Total);

    public double MacroF1 => Indices.Average(F1);

    /// <summary>The share of the rows of a class that were found; 0 if there are none.</summary>
    public double Recall(int c) => Ratio(_counts[c, c], RowTotal(c));

    /// <summary>The share of the rows taken for a class that are of it; 0 if none was.</summary>
    public double Precision(int c) => Ratio(_counts[c, c], Indices.Sum(actual => _counts[actual, c]));

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1(int c)
    {
        var (precision, recall) = (Precision(c), Recall(c));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>How many rows are of a class.</summary>
    public int RowTotal(int c) => Indices.Sum(predicted => _counts[c, predicted]);

    private IEnumerable<int> Indices => Enumerable.Range(0, Classes.Count);

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
