namespace Leat.Core;

/// <summary>One version of a registered model.</summary>
/// <param name="Name">The registered model's name.</param>
/// <param name="Version">Counts from 1; a number is never reused, not even after its version was deleted.</param>
/// <param name="CreationTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestampMs">Unix milliseconds, UTC. Changes with the description, the stage and the model's name.</param>
/// <param name="Stage">Its deployment stage.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Source">Where the model came from, as the client stated it.</param>
/// <param name="StorageLocation">Where its files are: the source, with <c>models:/</c> resolved. Empty for versions without files that a
/// server may serve, such as those of prompts, and if the store is a server, which only <see cref="IRegistryStore.GetDownloadUriAsync"/>
/// asks.</param>
/// <param name="RunId">The run that made it; may be empty.</param>
/// <param name="RunLink">A page about that run; may be empty.</param>
/// <param name="Tags">Keys are unique.</param>
/// <param name="Aliases">Its aliases. As in MLflow, set by calls that return a single version and empty in lists.</param>
public sealed record ModelVersion(
    string Name,
    long Version,
    long CreationTimestampMs,
    long LastUpdatedTimestampMs,
    ModelStage Stage,
    string Description,
    string Source,
    string StorageLocation,
    string RunId,
    string RunLink,
    IReadOnlyList<Tag> Tags,
    IReadOnlyList<string> Aliases);
