namespace Leat.Core;

/// <summary>A valid request to create an evaluation dataset.</summary>
public sealed record NewEvaluationDataset
{
    private NewEvaluationDataset(string name, IReadOnlyList<string> experimentIds, IReadOnlyList<Tag> tags)
    {
        Name = name;
        ExperimentIds = experimentIds;
        Tags = tags;
    }

    /// <summary>Not empty.</summary>
    public string Name { get; }

    /// <summary>The experiments that it is to be part of; may be empty.</summary>
    public IReadOnlyList<string> ExperimentIds { get; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>Who creates it; null if no tag says.</summary>
    public string? User => Tags.FirstOrDefault(tag => tag.Key == EvaluationDatasetRules.UserTag).Value;

    /// <summary>Checks and makes a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no name or one that is too long, or a tag that is not allowed.</exception>
    public static NewEvaluationDataset Create(
        string? name, IReadOnlyList<string>? experimentIds = null, IReadOnlyList<Tag>? tags = null) => new(
        EvaluationDatasetRules.CheckName(name), experimentIds ?? [], EvaluationDatasetRules.CheckTags(tags ?? []));
}
