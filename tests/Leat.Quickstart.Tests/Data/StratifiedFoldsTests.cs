using Leat.Quickstart.Data;

namespace Leat.Quickstart.Tests.Data;

public sealed class StratifiedFoldsTests
{
    private static readonly int[] Labels = [.. SampleDatasets.Load("wine").Rows.Labels];

    [Fact]
    public void Each_fold_gets_its_share_of_each_class()
    {
        var folds = StratifiedFolds.Assign(Labels, 5, seed: 1);

        foreach (var label in Labels.Distinct())
        {
            var sizes = Enumerable.Range(0, 5)
                .Select(fold => folds.Zip(Labels).Count(row => row == (fold, label)))
                .ToList();
            (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Folds_differ_by_one_row_at_most()
    {
        var sizes = StratifiedFolds.Assign(Labels, 5, seed: 1).CountBy(fold => fold).Select(fold => fold.Value).ToList();

        sizes.Count.ShouldBe(5);
        (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void The_seed_decides_who_comes_where()
    {
        StratifiedFolds.Assign(Labels, 5, seed: 1).ShouldBe(StratifiedFolds.Assign(Labels, 5, seed: 1));
        StratifiedFolds.Assign(Labels, 5, seed: 1).ShouldNotBe(StratifiedFolds.Assign(Labels, 5, seed: 2));
    }
}
