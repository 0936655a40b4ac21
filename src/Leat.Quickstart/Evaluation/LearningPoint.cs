namespace Leat.Quickstart.Evaluation;

/// <summary>One step of a learning curve.</summary>
internal readonly record struct LearningPoint(
    int Iteration, double TrainingLogLoss, double ValidationLogLoss, double TrainingAccuracy, double ValidationAccuracy);
