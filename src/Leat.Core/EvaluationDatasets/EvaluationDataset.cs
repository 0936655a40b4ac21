namespace Leat.Core;

/// <summary>A named collection of examples that models and agents are judged by. Its records are read apart from it.</summary>
/// <param name="DatasetId"><c>d-</c> and 32 hexadecimal digits.</param>
/// <param name="Name">Not empty; several datasets may have the same.</param>
/// <param name="Tags">Keys are unique.</param>
/// <param name="Schema">What fields its records have had and of which types, as JSON; null before the first records.</param>
/// <param name="RecordCount">How many records it has.</param>
/// <param name="Digest">8 hexadecimal digits that change whenever records are written.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC. Moves with records and with the experiments that it joins or leaves, not with tags.</param>
/// <param name="CreatedBy">The tag <c>mlflow.user</c> it was created with; null without.</param>
/// <param name="LastUpdatedBy">The last user that a record named; null before.</param>
/// <param name="ExperimentIds">The experiments that it is part of, by number.</param>
public sealed record EvaluationDataset(
    string DatasetId,
    string Name,
    IReadOnlyList<Tag> Tags,
    string? Schema,
    long RecordCount,
    string Digest,
    long CreatedTimeMs,
    long LastUpdateTimeMs,
    string? CreatedBy,
    string? LastUpdatedBy,
    IReadOnlyList<string> ExperimentIds);
