namespace Leat.Quickstart.Training;

/// <summary>A model's predictions after a number of iterations.</summary>
/// <param name="Iteration">Starts at 1.</param>
/// <param name="TrainingProbabilities">One row per training row, one value per class.</param>
/// <param name="ValidationProbabilities">One row per validation row, one value per class.</param>
internal sealed record TrainingStage(
    int Iteration, float[][] TrainingProbabilities, float[][] ValidationProbabilities);
