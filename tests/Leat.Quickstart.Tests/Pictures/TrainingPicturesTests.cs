using Leat.Quickstart.Evaluation;
using Leat.Quickstart.Pictures;

namespace Leat.Quickstart.Tests.Pictures;

public sealed class TrainingPicturesTests
{
    private static readonly IReadOnlyList<LearningPoint>[] Folds =
    [
        [new(1, 1.0, 1.2, 0.6, 0.5), new(2, 0.5, 0.8, 0.8, 0.7), new(3, 0.2, 0.6, 0.9, 0.8)],
        [new(1, 1.1, 1.6, 0.6, 0.5), new(2, 0.4, 0.9, 0.8, 0.7), new(3, 0.1, 0.8, 0.9, 0.8)],
    ];

    private static readonly ConfusionMatrix Pets =
        new(["cat", "dog", "eel"], [(0, 0), (0, 0), (0, 0), (0, 1), (1, 1), (1, 0), (2, 2)]);

    [Fact]
    public void A_loss_curve_shows_both_lines_in_their_own_colours()
    {
        using var picture = Pixels.Decode(TrainingPictures.Loss(Folds, "sdca", "iris", "iteration"));

        picture.Count(Palette.Training).ShouldBeGreaterThan(1000);
        picture.Count(Palette.Validation).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void A_loss_curve_has_a_title_above_and_names_at_its_axes()
    {
        using var picture = Pixels.Decode(TrainingPictures.Loss(Folds, "sdca", "iris", "iteration"));

        picture.Drawn(0, 0, 1, 0.08f).ShouldBeGreaterThan(500);
        picture.Drawn(0.4f, 0.93f, 0.6f, 1).ShouldBeGreaterThan(200);
        picture.Drawn(0, 0.3f, 0.045f, 0.8f).ShouldBeGreaterThan(200);
    }

    [Fact]
    public void A_confusion_matrix_colours_each_cell_by_its_share_of_the_row()
    {
        using var picture = Pixels.Decode(TrainingPictures.ConfusionMatrix(Pets, "sdca", "pets"));

        // 3 of 4 cats are found, 1 of 2 dogs, and every eel; a cell is larger than 300 × 300 pixels.
        picture.Count(Palette.Sequential(Math.Sqrt(0.75))).ShouldBeGreaterThan(80_000);
        picture.Count(Palette.Sequential(Math.Sqrt(0.5))).ShouldBeGreaterThan(160_000);
        picture.Count(Palette.Sequential(1)).ShouldBeGreaterThan(80_000);
    }

    [Fact]
    public void Longer_class_names_get_more_room()
    {
        var longer = new ConfusionMatrix(["cat", "a class with quite a long name"], [(0, 0), (1, 1)]);
        using var narrow = Pixels.Decode(TrainingPictures.ConfusionMatrix(Pets, "sdca", "pets"));
        using var wide = Pixels.Decode(TrainingPictures.ConfusionMatrix(longer, "sdca", "pets"));

        wide.Width.ShouldBeGreaterThan(narrow.Width + 200);
    }

    [Fact]
    public void The_same_figures_give_the_same_picture() =>
        TrainingPictures.Loss(Folds, "sdca", "iris", "iteration")
            .ShouldBe(TrainingPictures.Loss(Folds, "sdca", "iris", "iteration"));

    [Fact]
    public void Every_character_of_the_pictures_is_in_the_embedded_typefaces()
    {
        const string Characters = "Confusion matrix: 0123456789.,%·±–—×… ABCXYZabcxyz_-()";

        Fonts.Regular.ContainsGlyphs(Characters).ShouldBeTrue();
        Fonts.Bold.ContainsGlyphs(Characters).ShouldBeTrue();
    }
}
