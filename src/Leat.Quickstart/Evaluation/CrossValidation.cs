namespace Leat.Quickstart.Evaluation;

/// <summary>Combines the results of all folds of one trainer.</summary>
internal static class CrossValidation
{
    /// <summary>The mean curve; all folds have the same iterations.</summary>
    public static LearningPoint[] MeanCurve(IReadOnlyList<IReadOnlyList<LearningPoint>> curves) =>
        [.. curves[0].Select((point, i) => new LearningPoint(
            point.Iteration,
            curves.Average(curve => curve[i].TrainingLogLoss),
            curves.Average(curve => curve[i].ValidationLogLoss),
            curves.Average(curve => curve[i].TrainingAccuracy),
            curves.Average(curve => curve[i].ValidationAccuracy)))];

    /// <summary>The sample standard deviation (n − 1); 0 for a single value.</summary>
    public static double StandardDeviation(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2) return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
