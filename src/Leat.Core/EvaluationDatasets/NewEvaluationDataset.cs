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

    /// <summary>The experiments it should belong to; may be empty.</summary>
    public IReadOnlyList<string> ExperimentIds { get; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>The creator; null if no tag names one.</summary>
    public string? User => Tags.FirstOrDefault(tag => tag.Key == EvaluationDatasetRules.UserTag).Value;

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the name is missing or too long, or a tag is
    /// invalid.</exception>
    public static NewEvaluationDataset Create(
        string? name, IReadOnlyList<string>? experimentIds = null, IReadOnlyList<Tag>? tags = null) => new(
        EvaluationDatasetRules.CheckName(name), experimentIds ?? [], EvaluationDatasetRules.CheckTags(tags ?? []));
}
