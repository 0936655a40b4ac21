namespace Leat.Core;

/// <summary>Stores registered models and their versions. Safe for concurrent use; a write that has returned survives a crash.</summary>
/// <remarks>An unknown model or version gives <see cref="ErrorCode.ResourceDoesNotExist"/> unless a method says otherwise.</remarks>
public interface IRegistryStore
{
    /// <summary>Creates a registered model without versions.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken.</exception>
    Task<RegisteredModel> CreateRegisteredModelAsync(NewRegisteredModel model, CancellationToken cancellationToken = default);

    /// <summary>The model with its tags, aliases and latest versions.</summary>
    Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Renames a model; versions, tags and aliases follow. Its current name is accepted too.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken.</exception>
    Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default);

    /// <summary>Replaces the description; null or empty clears it.</summary>
    Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default);

    /// <summary>Deletes a model for good, with versions, tags and aliases. Files stay.</summary>
    Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag, replacing any earlier value.</summary>
    Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag; does nothing if it is not there.</summary>
    Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching models.</summary>
    Task<Page<RegisteredModel>> SearchRegisteredModelsAsync(RegisteredModelQuery query, CancellationToken cancellationToken = default);

    /// <summary>The version with the highest number in each of these stages, by stage; an empty list means all stages.</summary>
    Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken = default);

    /// <summary>Points an alias to this version, replacing its earlier target.</summary>
    Task SetAliasAsync(string name, string aliasName, long version, CancellationToken cancellationToken = default);

    /// <summary>Removes an alias; one that is not there changes nothing.</summary>
    Task DeleteAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default);

    /// <summary>The version that an alias points to; <c>latest</c>, in any letter case, is the one with the highest number.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no such alias, or no such model.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: the latest of a model without versions.</exception>
    Task<ModelVersion> GetVersionByAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default);

    /// <summary>Creates the next version of a model. If it is created from a logged model, it is recorded there in the tag
    /// <see cref="RegisteredVersionsTag.Key"/>, and belongs to that model's run unless it names one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such registered model, or no such logged model.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a local source outside the artifacts of its run or logged model.</exception>
    Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>The version with its tags and aliases.</summary>
    Task<ModelVersion> GetModelVersionAsync(string name, long version, CancellationToken cancellationToken = default);

    /// <summary>Replaces the description; null or empty clears it.</summary>
    Task<ModelVersion> UpdateModelVersionAsync(
        string name, long version, string? description, CancellationToken cancellationToken = default);

    /// <summary>Moves a version to a stage and optionally archives the other versions in it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: archiving for a stage other than staging and
    /// production.</exception>
    Task<ModelVersion> TransitionStageAsync(
        string name, long version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version for good, with tags and aliases. Files stay.</summary>
    Task DeleteModelVersionAsync(string name, long version, CancellationToken cancellationToken = default);

    /// <summary>The location of a version's files.</summary>
    Task<string> GetDownloadUriAsync(string name, long version, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag, replacing any earlier value.</summary>
    Task SetModelVersionTagAsync(string name, long version, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag; does nothing if it is not there.</summary>
    Task DeleteModelVersionTagAsync(string name, long version, string key, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching versions.</summary>
    Task<Page<ModelVersion>> SearchModelVersionsAsync(ModelVersionQuery query, CancellationToken cancellationToken = default);
}
