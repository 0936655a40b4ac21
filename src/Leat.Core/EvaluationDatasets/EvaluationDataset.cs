namespace Leat.Core;

/// <summary>A named collection of examples for evaluating models and agents. Its records are read separately.</summary>
/// <param name="DatasetId"><c>d-</c> and 32 hexadecimal digits.</param>
/// <param name="Name">Not empty; need not be unique.</param>
/// <param name="Tags">Keys are unique.</param>
/// <param name="Schema">The fields its records have had, with their types, as JSON; null before the first records.</param>
/// <param name="RecordCount">Number of records.</param>
/// <param name="Digest">8 hexadecimal digits that change whenever records are written.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC. Changes when records are written and when it joins or leaves an experiment, not
/// with tags.</param>
/// <param name="CreatedBy">The tag <c>mlflow.user</c> at creation; null if there was none.</param>
/// <param name="LastUpdatedBy">The last user named by a record; null if there was none.</param>
/// <param name="ExperimentIds">The experiments it belongs to, by number.</param>
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
