using System.Globalization;
using System.Text;

namespace Leat.Quickstart.Evaluation;

/// <summary>Counts how often each class was predicted as each class.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    public ConfusionMatrix(IReadOnlyList<string> classes, IEnumerable<(int Actual, int Predicted)> outcomes)
    {
        Classes = classes;
        _counts = new int[classes.Count, classes.Count];
        foreach (var (actual, predicted) in outcomes) _counts[actual, predicted]++;
    }

    private ConfusionMatrix(IReadOnlyList<string> classes, int[,] counts)
    {
        Classes = classes;
        _counts = counts;
    }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>The number of rows of class <paramref name="actual"/> predicted as <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    public int Total => _counts.Cast<int>().Sum();

    /// <summary>The number of correctly predicted rows.</summary>
    public int Right => Indices.Sum(c => _counts[c, c]);

    public double MacroF1 => Indices.Average(F1);

    /// <summary>Sums matrices over the same classes; at least one is required.</summary>
    public static ConfusionMatrix Sum(IEnumerable<ConfusionMatrix> matrices) => matrices.Aggregate((left, right) =>
    {
        var counts = new int[left.Classes.Count, left.Classes.Count];
        foreach (var actual in left.Indices)
            foreach (var predicted in left.Indices)
                counts[actual, predicted] = left[actual, predicted] + right[actual, predicted];
        return new ConfusionMatrix(left.Classes, counts);
    });

    /// <summary>A table with actual classes as rows and predicted classes as columns.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("actual\\predicted");
        foreach (var name in Classes) csv.Append(',').Append(name);
        csv.Append('\n');
        foreach (var actual in Indices)
        {
            csv.Append(Classes[actual]);
            foreach (var predicted in Indices) csv.Append(CultureInfo.InvariantCulture, $",{_counts[actual, predicted]}");
            csv.Append('\n');
        }
        return csv.ToString();
    }

    /// <summary>Recall: the share of a class's rows that were found; 0 if the class has no rows.</summary>
    public double Recall(int c) => Ratio(_counts[c, c], RowTotal(c));

    /// <summary>Precision: the share of rows predicted as a class that belong to it; 0 if there are none.</summary>
    public double Precision(int c) => Ratio(_counts[c, c], Indices.Sum(actual => _counts[actual, c]));

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1(int c)
    {
        var (precision, recall) = (Precision(c), Recall(c));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>The number of rows of a class.</summary>
    public int RowTotal(int c) => Indices.Sum(predicted => _counts[c, predicted]);

    private IEnumerable<int> Indices => Enumerable.Range(0, Classes.Count);

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
