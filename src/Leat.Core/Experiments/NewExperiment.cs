namespace Leat.Core;

/// <summary>A valid request to create an experiment.</summary>
public sealed record NewExperiment
{
    private NewExperiment(string name, string? artifactLocation, IReadOnlyList<Tag> tags)
    {
        Name = name;
        ArtifactLocation = artifactLocation;
        Tags = tags;
    }

    /// <summary>1 to 500 characters.</summary>
    public string Name { get; }

    /// <summary>Where artifacts go; null for a folder named after the experiment's id below the store's default root.</summary>
    public string? ArtifactLocation { get; }

    /// <summary>Tags from the start; keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>Checks and makes a request.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="artifactLocation">Where artifacts go; null or empty for the store's default.</param>
    /// <param name="tags">Tags from the start.</param>
    /// <param name="limits">The store's limits; null for <see cref="InputLimits.Default"/>.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a name, location or tag that is not allowed.</exception>
    public static NewExperiment Create(
        string? name, string? artifactLocation = null, IReadOnlyList<Tag>? tags = null, InputLimits? limits = null)
    {
        var checkedName = ExperimentRules.CheckName(name);
        ExperimentRules.CheckArtifactLocation(artifactLocation, limits ?? InputLimits.Default);
        var checkedTags = TagRules.LastOfEachKey(tags ?? []);
        foreach (var tag in checkedTags)
            ExperimentRules.CheckTag(tag.Key, tag.Value);
        return new NewExperiment(
            checkedName,
            string.IsNullOrEmpty(artifactLocation) ? null : artifactLocation,
            checkedTags);
    }
}
