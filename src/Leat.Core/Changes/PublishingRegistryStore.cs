namespace Leat.Core;

/// <summary>A model registry whose changes are published.</summary>
internal sealed class PublishingRegistryStore(IRegistryStore inner, ChangePublisher publisher) : IRegistryStore
{
    public Task<RegisteredModel> CreateRegisteredModelAsync(NewRegisteredModel model, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.CreateRegisteredModelAsync(model), created => new RegisteredModelCreated(created), cancellationToken);

    public Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        inner.GetRegisteredModelAsync(name, cancellationToken);

    public Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.RenameRegisteredModelAsync(name, newName), _ => new RegisteredModelRenamed(newName, name), cancellationToken);

    public Task<RegisteredModel> UpdateRegisteredModelAsync(
        string name, string? description, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.UpdateRegisteredModelAsync(name, description), model => new RegisteredModelDescribed(model), cancellationToken);

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(() => inner.DeleteRegisteredModelAsync(name), new RegisteredModelDeleted(name), cancellationToken);

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(() => inner.SetRegisteredModelTagAsync(name, tag), new RegisteredModelTagSet(name, tag), cancellationToken);

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.DeleteRegisteredModelTagAsync(name, key), new RegisteredModelTagDeleted(name, key), cancellationToken);

    public Task<Page<RegisteredModel>> SearchRegisteredModelsAsync(
        RegisteredModelQuery query, CancellationToken cancellationToken = default) =>
        inner.SearchRegisteredModelsAsync(query, cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken = default) =>
        inner.GetLatestVersionsAsync(name, stages, cancellationToken);

    public Task SetAliasAsync(string name, string aliasName, long version, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.SetAliasAsync(name, aliasName, version), new AliasSet(name, aliasName, version), cancellationToken);

    public Task DeleteAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(() => inner.DeleteAliasAsync(name, aliasName), new AliasDeleted(name, aliasName), cancellationToken);

    public Task<ModelVersion> GetVersionByAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default) =>
        inner.GetVersionByAliasAsync(name, aliasName, cancellationToken);

    public Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.CreateModelVersionAsync(version), created => new ModelVersionCreated(created, version.IsPrompt), cancellationToken);

    public Task<ModelVersion> GetModelVersionAsync(string name, long version, CancellationToken cancellationToken = default) =>
        inner.GetModelVersionAsync(name, version, cancellationToken);

    public Task<ModelVersion> UpdateModelVersionAsync(
        string name, long version, string? description, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.UpdateModelVersionAsync(name, version, description), updated => new ModelVersionDescribed(updated), cancellationToken);

    public Task<ModelVersion> TransitionStageAsync(
        string name, long version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.TransitionStageAsync(name, version, stage, archiveExisting),
            moved => new ModelVersionStageChanged(moved, archiveExisting),
            cancellationToken);

    public Task DeleteModelVersionAsync(string name, long version, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.DeleteModelVersionAsync(name, version), new ModelVersionDeleted(name, version), cancellationToken);

    public Task<string> GetDownloadUriAsync(string name, long version, CancellationToken cancellationToken = default) =>
        inner.GetDownloadUriAsync(name, version, cancellationToken);

    public Task SetModelVersionTagAsync(string name, long version, Tag tag, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.SetModelVersionTagAsync(name, version, tag), new ModelVersionTagSet(name, version, tag), cancellationToken);

    public Task DeleteModelVersionTagAsync(string name, long version, string key, CancellationToken cancellationToken = default) =>
        publisher.WriteAsync(
            () => inner.DeleteModelVersionTagAsync(name, version, key), new ModelVersionTagDeleted(name, version, key), cancellationToken);

    public Task<Page<ModelVersion>> SearchModelVersionsAsync(ModelVersionQuery query, CancellationToken cancellationToken = default) =>
        inner.SearchModelVersionsAsync(query, cancellationToken);
}
