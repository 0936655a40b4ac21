using Leat.Quickstart.Evaluation;

namespace Leat.Quickstart.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    /// <summary>3 of 4 cats and 1 of 2 dogs are found; one cat is predicted as a dog, one dog as a cat.</summary>
    private static readonly ConfusionMatrix Pets =
        new(["cat", "dog", "eel"], [(0, 0), (0, 0), (0, 0), (0, 1), (1, 1), (1, 0)]);

    [Fact]
    public void Cells_count_actual_by_predicted()
    {
        Pets[0, 1].ShouldBe(1);
        Pets[0, 0].ShouldBe(3);
        Pets.RowTotal(0).ShouldBe(4);
        Pets.Total.ShouldBe(6);
    }

    [Fact]
    public void Measures_follow_their_definitions()
    {
        Pets.Right.ShouldBe(4);
        Pets.Recall(0).ShouldBe(3.0 / 4, 1e-12);
        Pets.Precision(1).ShouldBe(1.0 / 2, 1e-12);
        Pets.F1(0).ShouldBe(3.0 / 4, 1e-12);
        Pets.MacroF1.ShouldBe((0.75 + 0.5 + 0) / 3, 1e-12);
    }

    [Fact]
    public void A_sum_adds_cell_by_cell()
    {
        var sum = ConfusionMatrix.Sum([Pets, new(["cat", "dog", "eel"], [(0, 1), (2, 2)])]);

        sum[0, 1].ShouldBe(2);
        sum[2, 2].ShouldBe(1);
        sum.Total.ShouldBe(8);
    }

    [Fact]
    public void The_table_has_actual_classes_as_rows() =>
        Pets.ToCsv().ShouldBe("actual\\predicted,cat,dog,eel\ncat,3,1,0\ndog,1,1,0\neel,0,0,0\n");

    [Fact]
    public void A_class_that_never_occurs_counts_as_zero()
    {
        Pets.Recall(2).ShouldBe(0);
        Pets.Precision(2).ShouldBe(0);
        Pets.F1(2).ShouldBe(0);
    }
}
