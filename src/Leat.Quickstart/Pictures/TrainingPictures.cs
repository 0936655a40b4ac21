using System.Globalization;
using Leat.Quickstart.Evaluation;

namespace Leat.Quickstart.Pictures;

/// <summary>The pictures of one trainer's cross-validation.</summary>
internal static class TrainingPictures
{
    /// <summary>The matrix over all folds, as PNG.</summary>
    public static byte[] ConfusionMatrix(ConfusionMatrix matrix, string trainer, string dataset) =>
        ConfusionMatrixPicture.Draw(
            matrix,
            $"Confusion matrix: {trainer} on {dataset}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{matrix.Right:N0} of {matrix.Total:N0} rows right, each judged by a model that had not seen it"));

    /// <summary>Training and validation loss over all folds, as PNG.</summary>
    public static byte[] Loss(
        IReadOnlyList<IReadOnlyList<LearningPoint>> folds, string trainer, string dataset, string iterationName) =>
        LossCurvePicture.Draw(
            [
                new LossCurve("training", Palette.Training, Points(folds, point => point.TrainingLogLoss)),
                new LossCurve("validation", Palette.Validation, Points(folds, point => point.ValidationLogLoss)),
            ],
            $"Loss by {iterationName}: {trainer} on {dataset}",
            string.Create(CultureInfo.InvariantCulture, $"{folds.Count}-fold cross-validation"),
            iterationName);

    private static LossCurvePoint[] Points(
        IReadOnlyList<IReadOnlyList<LearningPoint>> folds, Func<LearningPoint, double> loss) =>
        [.. Enumerable.Range(0, folds[0].Count).Select(i => new LossCurvePoint(
            folds[0][i].Iteration,
            folds.Average(curve => loss(curve[i])),
            folds.Min(curve => loss(curve[i])),
            folds.Max(curve => loss(curve[i]))))];
}
