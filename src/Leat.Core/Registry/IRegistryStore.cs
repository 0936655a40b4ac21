namespace Leat.Core;

/// <summary>Keeps registered models and their versions. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>An unknown model or version is <see cref="ErrorCode.ResourceDoesNotExist"/> unless a method says otherwise.</remarks>
public interface IRegistryStore
{
    /// <summary>Creates a registered model without versions.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken.</exception>
    Task<RegisteredModel> CreateRegisteredModelAsync(NewRegisteredModel model, CancellationToken cancellationToken = default);

    /// <summary>The model with its tags, aliases and latest versions.</summary>
    Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gives a model another name; versions, tags and aliases follow. Its own name again is accepted.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken.</exception>
    Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default);

    /// <summary>Replaces the description; null and empty clear it.</summary>
    Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default);

    /// <summary>Deletes a model for good, with versions, tags and aliases. Files stay.</summary>
    Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag, replacing its value.</summary>
    Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag; one that is not there changes nothing.</summary>
    Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default);

    /// <summary>One page of the models that match.</summary>
    Task<Page<RegisteredModel>> SearchRegisteredModelsAsync(RegisteredModelQuery query, CancellationToken cancellationToken = default);

    /// <summary>Of each of these stages the version with the highest number, by stage; of all stages for an empty list.</summary>
    Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken = default);

    /// <summary>Makes an alias name this version, whatever it named before.</summary>
    Task SetAliasAsync(string name, string aliasName, long version, CancellationToken cancellationToken = default);

    /// <summary>Removes an alias; one that is not there changes nothing.</summary>
    Task DeleteAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default);

    /// <summary>The version that an alias names; <c>latest</c>, in any letter case, is the one with the highest number.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no such alias, or no such model.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: the latest of a model without versions.</exception>
    Task<ModelVersion> GetVersionByAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default);

    /// <summary>Creates the next version of a model. One made of a logged model is noted there, in the tag
    /// <see cref="RegisteredVersionsTag.Key"/>, and is of that model's run unless it names one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such registered model, or no such logged model.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a local source outside of the artifacts of its run or logged model.</exception>
    Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>The version with its tags and aliases.</summary>
    Task<ModelVersion> GetModelVersionAsync(string name, long version, CancellationToken cancellationToken = default);

    /// <summary>Replaces the description; null and empty clear it.</summary>
    Task<ModelVersion> UpdateModelVersionAsync(
        string name, long version, string? description, CancellationToken cancellationToken = default);

    /// <summary>Moves a version to a stage and, if asked for, archives the other versions in it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: archiving for a stage other than staging and
    /// production.</exception>
    Task<ModelVersion> TransitionStageAsync(
        string name, long version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version for good, with tags and aliases. Files stay.</summary>
    Task DeleteModelVersionAsync(string name, long version, CancellationToken cancellationToken = default);

    /// <summary>Where the files of a version lie.</summary>
    Task<string> GetDownloadUriAsync(string name, long version, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag, replacing its value.</summary>
    Task SetModelVersionTagAsync(string name, long version, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag; one that is not there changes nothing.</summary>
    Task DeleteModelVersionTagAsync(string name, long version, string key, CancellationToken cancellationToken = default);

    /// <summary>One page of the versions that match.</summary>
    Task<Page<ModelVersion>> SearchModelVersionsAsync(ModelVersionQuery query, CancellationToken cancellationToken = default);
}
