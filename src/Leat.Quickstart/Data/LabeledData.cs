namespace Leat.Quickstart.Data;

/// <summary>Numeric rows with a class each: the input of a classifier.</summary>
/// <param name="Name">Name of the data set, such as <c>digits</c>.</param>
/// <param name="FeatureNames">Column names, in the order of each row's values.</param>
/// <param name="Classes">Class names; a label is an index into them.</param>
/// <param name="Features">One array per row, as long as <paramref name="FeatureNames"/>.</param>
/// <param name="Labels">One label per row.</param>
internal sealed record LabeledData(
    string Name, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> Classes, float[][] Features, int[] Labels)
{
    public int RowCount => Features.Length;

    /// <summary>Selects the rows at <paramref name="indices"/>, in that order, without copying their values.</summary>
    public LabeledData Select(IReadOnlyList<int> indices) => this with
    {
        Features = [.. indices.Select(i => Features[i])],
        Labels = [.. indices.Select(i => Labels[i])],
    };
}
