namespace Leat.Quickstart.Data;

/// <summary>Deals rows into folds so that each class has the same share in every fold.</summary>
internal static class StratifiedFolds
{
    /// <summary>
    /// One fold number per row, from 0 to <paramref name="folds"/> − 1. The same labels and seed give the same folds
    /// on every machine.
    /// </summary>
    public static int[] Assign(IReadOnlyList<int> labels, int folds, int seed)
    {
        var random = new Random(seed);
        var assigned = new int[labels.Count];
        // Continue dealing where the previous class stopped; starting at fold 0 each time would make the first folds larger.
        var next = 0;
        foreach (var rows in labels.Index().GroupBy(row => row.Item, row => row.Index).OrderBy(rows => rows.Key))
        {
            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);
            foreach (var row in shuffled) assigned[row] = next++ % folds;
        }
        return assigned;
    }
}
