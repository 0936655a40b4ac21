namespace Leat.Core;

/// <summary>A named series of model versions. Prompts are also kept as registered models, marked by a tag.</summary>
/// <param name="Name">Unique, case-sensitive.</param>
/// <param name="CreationTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestampMs">Unix milliseconds, UTC. Changes with the name and the description, and when a version is created,
/// changes its stage or is deleted; not with tags and aliases.</param>
/// <param name="Description">May be empty.</param>
/// <param name="LatestVersions">The version with the highest number in each stage, by stage. Their aliases are not set.</param>
/// <param name="Tags">Keys are unique.</param>
/// <param name="Aliases">Sorted by alias.</param>
public sealed record RegisteredModel(
    string Name,
    long CreationTimestampMs,
    long LastUpdatedTimestampMs,
    string Description,
    IReadOnlyList<ModelVersion> LatestVersions,
    IReadOnlyList<Tag> Tags,
    IReadOnlyList<ModelAlias> Aliases);

/// <summary>An alternative name for a version, such as <c>champion</c>.</summary>
/// <param name="Alias">Unique within the registered model.</param>
/// <param name="Version">The version it points to.</param>
public readonly record struct ModelAlias(string Alias, long Version);
