namespace Leat.Core;

/// <summary>What became of records that were written.</summary>
/// <param name="Inserted">How many had inputs that were new.</param>
/// <param name="Updated">How many went into a record that was there, if only by an earlier record of the same call.</param>
public readonly record struct EvaluationDatasetUpsert(int Inserted, int Updated);
