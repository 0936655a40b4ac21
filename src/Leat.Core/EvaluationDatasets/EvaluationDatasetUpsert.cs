namespace Leat.Core;

/// <summary>The result of writing records.</summary>
/// <param name="Inserted">Number of records with new inputs.</param>
/// <param name="Updated">Number of records merged into an existing one, including earlier records of the same call.</param>
public readonly record struct EvaluationDatasetUpsert(int Inserted, int Updated);
