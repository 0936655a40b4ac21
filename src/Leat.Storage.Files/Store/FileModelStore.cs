using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Logged models as folders.</summary>
internal sealed class FileModelStore(FileIndex index, FileWrites writes) : ILoggedModelStore
{
    private readonly FileRunStore _runs = new(index, writes);

    private ILoggedModelStore Inner => index.Store.Models;

    public async Task<LoggedModel> CreateModelAsync(NewLoggedModel model, CancellationToken cancellationToken = default)
    {
        Check(model.Params, model.Tags);
        await index.Experiments.FollowAsync(model.ExperimentId, cancellationToken).ConfigureAwait(false);
        index.Context.Book.Touch(FileIndex.KeyOfNew(model.ExperimentId));
        var created = await Inner.CreateModelAsync(model, CancellationToken.None).ConfigureAwait(false);
        try
        {
            await writes.WriteModelAsync(created.ModelId).ConfigureAwait(false);
        }
        catch
        {
            await index.Models.DropAsync(created.ModelId).ConfigureAwait(false);
            throw;
        }

        return created;
    }

    public async Task<LoggedModel> GetModelAsync(string modelId, bool allowDeleted, CancellationToken cancellationToken = default)
    {
        await index.Models.FollowAsync(modelId, cancellationToken).ConfigureAwait(false);
        return await Inner.GetModelAsync(modelId, allowDeleted, cancellationToken).ConfigureAwait(false);
    }

    public Task<LoggedModel> FinalizeModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) =>
        ChangeAsync(modelId, () => Inner.FinalizeModelAsync(modelId, status, CancellationToken.None), cancellationToken);

    public Task DeleteModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        ChangeAsync(modelId, () => Inner.DeleteModelAsync(modelId, CancellationToken.None), cancellationToken);

    public Task SetModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default)
    {
        Check([], tags);
        return ChangeAsync(
            modelId,
            () =>
            {
                FileWrites.CheckClashes(index.Context.Book.Find(ModelFollower.KeyOf(modelId)), "tags/", "tag", tags.Select(tag => tag.Key).Distinct(StringComparer.Ordinal));
                return Inner.SetModelTagsAsync(modelId, tags, CancellationToken.None);
            },
            cancellationToken);
    }

    public Task DeleteModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(modelId, () => Inner.DeleteModelTagAsync(modelId, key, CancellationToken.None), cancellationToken);

    public Task LogModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default)
    {
        Check(parameters, []);
        return ChangeAsync(
            modelId,
            () =>
            {
                FileWrites.CheckClashes(index.Context.Book.Find(ModelFollower.KeyOf(modelId)), "params/", "param", parameters.Select(one => one.Key).Distinct(StringComparer.Ordinal));
                return Inner.LogModelParamsAsync(modelId, parameters, CancellationToken.None);
            },
            cancellationToken);
    }

    public Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default)
    {
        foreach (var output in outputs)
        {
            if (MlrunsNames.FaultOf(output.ModelId) is { } fault)
                throw LeatException.InvalidParameter($"The model '{TextRules.Truncate(output.ModelId, 100)}' cannot be kept in a directory of files: {fault}.");
        }

        return _runs.ChangeAsync(
            runId,
            async () =>
            {
                await Inner.LogOutputsAsync(runId, outputs, CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            (place, _) =>
            {
                using var files = writes.Begin();
                writes.WriteOutputs(files, place, outputs);
                files.Commit();
            },
            cancellationToken);
    }

    public Task RecordLegacyModelAsync(string runId, LegacyModel model, CancellationToken cancellationToken = default) => _runs.ChangeAsync(
        runId,
        async () =>
        {
            await Inner.RecordLegacyModelAsync(runId, model, CancellationToken.None).ConfigureAwait(false);
            return await index.Store.Runs.GetRunAsync(runId, CancellationToken.None).ConfigureAwait(false);
        },
        (place, run) =>
        {
            using var files = writes.Begin();
            writes.WriteTexts(files, place, "tags", run.Data.Tags.Where(tag => tag.Key == LegacyModel.HistoryTag).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
            files.Commit();
        },
        cancellationToken);

    public async Task<Page<LoggedModel>> SearchModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowModelsAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.SearchModelsAsync(query, cancellationToken).ConfigureAwait(false);
    }

    private static void Check(IReadOnlyList<Param> parameters, IReadOnlyList<Tag> tags)
    {
        foreach (var parameter in parameters)
            FileWrites.CheckKey("param", parameter.Key);
        foreach (var tag in tags)
            FileWrites.CheckKey("tag", tag.Key);
    }

    private Task<bool> ChangeAsync(string modelId, Func<Task> change, CancellationToken cancellationToken) => ChangeAsync(
        modelId,
        async () =>
        {
            await change().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<T> ChangeAsync<T>(string modelId, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        // Its attributes and tags are written whole: what another process changes must be taken before.
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            return await index.Models.FollowAsync(modelId, cancellationToken).ConfigureAwait(false) is null
                ? await change().ConfigureAwait(false)
                : await writes.ChangeAsync(ModelFollower.KeyOf(modelId), change, _ => writes.WriteModelAsync(modelId)).ConfigureAwait(false);
        }
    }
}
