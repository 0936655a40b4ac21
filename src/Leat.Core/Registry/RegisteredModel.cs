namespace Leat.Core;

/// <summary>A named line of model versions. Prompts are kept as registered models, too, with a tag that says so.</summary>
/// <param name="Name">Unique, case-sensitive.</param>
/// <param name="CreationTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestampMs">Unix milliseconds, UTC. Moves with the name, the description, and when a version is made,
/// changes its stage or is deleted; not with tags and aliases.</param>
/// <param name="Description">May be empty.</param>
/// <param name="LatestVersions">Of each stage the version with the highest number, by stage. Their aliases are not filled in.</param>
/// <param name="Tags">Keys are unique.</param>
/// <param name="Aliases">By alias.</param>
public sealed record RegisteredModel(
    string Name,
    long CreationTimestampMs,
    long LastUpdatedTimestampMs,
    string Description,
    IReadOnlyList<ModelVersion> LatestVersions,
    IReadOnlyList<Tag> Tags,
    IReadOnlyList<ModelAlias> Aliases);

/// <summary>A second name of a version, such as <c>champion</c>.</summary>
/// <param name="Alias">Unique within the registered model.</param>
/// <param name="Version">The version that it names.</param>
public readonly record struct ModelAlias(string Alias, long Version);
