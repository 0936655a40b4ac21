using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Registered models as folders.</summary>
internal sealed class FileRegistryStore(FileIndex index, FileWrites writes) : IRegistryStore
{
    private IRegistryStore Inner => index.Store.Registry;

    public Task<RegisteredModel> CreateRegisteredModelAsync(NewRegisteredModel model, CancellationToken cancellationToken = default)
    {
        if (MlrunsNames.FaultOfRegisteredModel(model.Name) is { } fault)
            throw LeatException.InvalidParameter($"The registered model '{TextRules.Truncate(model.Name, 100)}' cannot be kept in a directory of files: {fault}.");
        CheckTags(model.Tags);
        return ChangeAsync(model.Name, () => Inner.CreateRegisteredModelAsync(model, CancellationToken.None), cancellationToken);
    }

    public async Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default)
    {
        await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
        return await Inner.GetRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        if (MlrunsNames.FaultOfRegisteredModel(newName) is { } fault)
            throw LeatException.InvalidParameter($"The registered model '{TextRules.Truncate(newName, 100)}' cannot be kept in a directory of files: {fault}.");
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
            await index.Registry.FollowAsync(newName, cancellationToken).ConfigureAwait(false);
            index.Context.Book.Touch(RegistryFollower.KeyOf(newName));
            return await writes.ChangeAsync(
                RegistryFollower.KeyOf(name),
                () => Inner.RenameRegisteredModelAsync(name, newName, CancellationToken.None),
                async _ =>
                {
                    var old = index.Context.Layout.RegisteredFolderOf(name);
                    if (name != newName && Directory.Exists(old))
                        index.Context.Disk.MoveFolder(old, index.Context.Layout.RegisteredFolderOf(newName));
                    await writes.WriteRegisteredAsync(newName, CancellationToken.None).ConfigureAwait(false);
                    if (name != newName)
                        index.Context.Book.Forget(RegistryFollower.KeyOf(name));
                }).ConfigureAwait(false);
        }
    }

    public Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => Inner.UpdateRegisteredModelAsync(name, description, CancellationToken.None), cancellationToken);

    public async Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default)
    {
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
            await writes.ChangeAsync(
                RegistryFollower.KeyOf(name),
                () => DoAsync(() => Inner.DeleteRegisteredModelAsync(name, CancellationToken.None)),
                _ =>
                {
                    index.Context.Disk.DeleteFolder(index.Context.Layout.RegisteredFolderOf(name));
                    index.Context.Book.Forget(RegistryFollower.KeyOf(name));
                    return Task.CompletedTask;
                }).ConfigureAwait(false);
        }
    }

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default)
    {
        CheckTags([tag]);
        return ChangeAsync(name, () => DoAsync(() => Inner.SetRegisteredModelTagAsync(name, tag, CancellationToken.None)), cancellationToken);
    }

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => DoAsync(() => Inner.DeleteRegisteredModelTagAsync(name, key, CancellationToken.None)), cancellationToken);

    public async Task<Page<RegisteredModel>> SearchRegisteredModelsAsync(RegisteredModelQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRegistryAsync(cancellationToken).ConfigureAwait(false);
        return await Inner.SearchRegisteredModelsAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken = default)
    {
        await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
        return await Inner.GetLatestVersionsAsync(name, stages, cancellationToken).ConfigureAwait(false);
    }

    public Task SetAliasAsync(string name, string aliasName, long version, CancellationToken cancellationToken = default)
    {
        if (MlrunsNames.FaultOf(aliasName) is { } fault)
            throw LeatException.InvalidParameter($"The alias '{TextRules.Truncate(aliasName, 100)}' cannot be kept in a directory of files: {fault}.");
        return ChangeAsync(name, () => DoAsync(() => Inner.SetAliasAsync(name, aliasName, version, CancellationToken.None)), cancellationToken);
    }

    public Task DeleteAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => DoAsync(() => Inner.DeleteAliasAsync(name, aliasName, CancellationToken.None)), cancellationToken);

    public async Task<ModelVersion> GetVersionByAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default)
    {
        await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
        return await Inner.GetVersionByAliasAsync(name, aliasName, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default)
    {
        CheckTags(version.Tags);
        if (version.RunId.Length > 0)
            await index.FollowRunAsync(version.RunId, cancellationToken).ConfigureAwait(false);
        var isOfLogged = version.ModelId.Length > 0 && await index.Models.FollowAsync(version.ModelId, cancellationToken).ConfigureAwait(false) is not null;
        if (LinkedModelOf(version.Source) is { } linked)
            await index.Registry.FollowAsync(linked, cancellationToken).ConfigureAwait(false);
        var created = await ChangeAsync(version.Name, () => Inner.CreateModelVersionAsync(version, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (isOfLogged)
        {
            index.Context.Book.Touch(ModelFollower.KeyOf(version.ModelId));
            await writes.WriteModelAsync(version.ModelId).ConfigureAwait(false);
        }

        return created;
    }

    public async Task<ModelVersion> GetModelVersionAsync(string name, long version, CancellationToken cancellationToken = default)
    {
        await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
        return await Inner.GetModelVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public Task<ModelVersion> UpdateModelVersionAsync(string name, long version, string? description, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => Inner.UpdateModelVersionAsync(name, version, description, CancellationToken.None), cancellationToken);

    public Task<ModelVersion> TransitionStageAsync(string name, long version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => Inner.TransitionStageAsync(name, version, stage, archiveExisting, CancellationToken.None), cancellationToken);

    public async Task DeleteModelVersionAsync(string name, long version, CancellationToken cancellationToken = default)
    {
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
            var deleted = await Inner.GetModelVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
            await writes.ChangeAsync(
                RegistryFollower.KeyOf(name),
                () => DoAsync(() => Inner.DeleteModelVersionAsync(name, version, CancellationToken.None)),
                async _ =>
                {
                    writes.WriteDeleted(deleted);
                    await writes.WriteRegisteredAsync(name, CancellationToken.None).ConfigureAwait(false);
                }).ConfigureAwait(false);
        }
    }

    public async Task<string> GetDownloadUriAsync(string name, long version, CancellationToken cancellationToken = default)
    {
        await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
        return await Inner.GetDownloadUriAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public Task SetModelVersionTagAsync(string name, long version, Tag tag, CancellationToken cancellationToken = default)
    {
        CheckTags([tag]);
        return ChangeAsync(name, () => DoAsync(() => Inner.SetModelVersionTagAsync(name, version, tag, CancellationToken.None)), cancellationToken);
    }

    public Task DeleteModelVersionTagAsync(string name, long version, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => DoAsync(() => Inner.DeleteModelVersionTagAsync(name, version, key, CancellationToken.None)), cancellationToken);

    public async Task<Page<ModelVersion>> SearchModelVersionsAsync(ModelVersionQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRegistryAsync(cancellationToken).ConfigureAwait(false);
        return await Inner.SearchModelVersionsAsync(query, cancellationToken).ConfigureAwait(false);
    }

    private static void CheckTags(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
            FileWrites.CheckKey("tag", tag.Key);
        FileWrites.CheckClashes(null, "tags/", "tag", tags.Select(tag => tag.Key).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The registered model that a source names: <c>models:/name/1</c>.</summary>
    private static string? LinkedModelOf(string source)
    {
        const string scheme = "models:/";
        var slash = source.LastIndexOf('/');
        return source.StartsWith(scheme, StringComparison.Ordinal) && slash > scheme.Length ? source[scheme.Length..slash] : null;
    }

    private static async Task<bool> DoAsync(Func<Task> change)
    {
        await change().ConfigureAwait(false);
        return true;
    }

    private async Task<T> ChangeAsync<T>(string name, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await index.Registry.FollowAsync(name, cancellationToken).ConfigureAwait(false);
            return await writes.ChangeAsync(RegistryFollower.KeyOf(name), change, _ => writes.WriteRegisteredAsync(name, CancellationToken.None)).ConfigureAwait(false);
        }
    }
}
