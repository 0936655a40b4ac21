using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Runs as folders.</summary>
internal sealed class FileRunStore(FileIndex index, FileWrites writes) : IRunStore
{
    private IRunStore Inner => index.Store.Runs;

    public async Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        foreach (var tag in run.Tags)
            FileWrites.CheckKey("tag", tag.Key);
        FileWrites.CheckClashes(null, "tags/", "tag", run.Tags.Select(tag => tag.Key));
        var folder = await index.Experiments.FollowAsync(run.ExperimentId, cancellationToken).ConfigureAwait(false);
        index.Context.Book.Touch(FileIndex.KeyOfNew(run.ExperimentId));
        var created = await Inner.CreateRunAsync(run, CancellationToken.None).ConfigureAwait(false);
        var id = created.Info.RunId;
        using (await index.Runs.Locks.EnterAsync(id, CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                folder ??= index.Context.Layout.FindExperiment(run.ExperimentId) ?? throw LeatException.DoesNotExist($"The folder of the experiment {run.ExperimentId} is gone.");
                writes.WriteNew(new FilePlace(run.ExperimentId, folder, id, Path.Combine(folder, id)), created);
            }
            catch (Exception error)
            {
                await index.Runs.DropAsync(id).ConfigureAwait(false);
                if (error is IOException or UnauthorizedAccessException)
                    throw new LeatException(ErrorCode.InternalError, $"The run could not be written: {error.Message.TrimEnd('.')}.", error);
                throw;
            }
        }

        return created;
    }

    public async Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        using (await index.Runs.Locks.EnterAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            await index.Runs.FollowAsync(runId, cancellationToken).ConfigureAwait(false);
            return await Inner.GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default) => ChangeAsync(
        update.RunId,
        () => Inner.UpdateRunAsync(update, CancellationToken.None),
        (place, info) =>
        {
            using var batch = writes.Begin();
            if (!string.IsNullOrEmpty(update.RunName))
                writes.WriteTexts(batch, place, "tags", [KeyValuePair.Create(RunRules.RunNameTag, info.RunName)]);
            writes.WriteMeta(batch, place, info);
            batch.Commit();
        },
        cancellationToken);

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        ChangeStageAsync(runId, () => Inner.DeleteRunAsync(runId, CancellationToken.None), cancellationToken);

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        ChangeStageAsync(runId, () => Inner.RestoreRunAsync(runId, CancellationToken.None), cancellationToken);

    public async Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default)
    {
        foreach (var parameter in batch.Params)
            FileWrites.CheckKey("param", parameter.Key);
        foreach (var tag in batch.Tags)
            FileWrites.CheckKey("tag", tag.Key);
        foreach (var key in batch.Metrics.Select(metric => metric.Key).Distinct(StringComparer.Ordinal))
            FileWrites.CheckKey("metric", key);
        var models = new Dictionary<string, FilePlace>(StringComparer.Ordinal);
        foreach (var id in batch.Metrics.Select(metric => metric.Link?.ModelId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            // Before the run's lock is taken: a model that is read anew wants those of its runs.
            if (await index.Models.FollowAsync(id, cancellationToken).ConfigureAwait(false) is { } model)
                models[id] = model;
        }

        await ChangeAsync(
            batch.RunId,
            async () =>
            {
                var stamp = index.Context.Book.Find(RunFollower.KeyOf(batch.RunId));
                FileWrites.CheckClashes(stamp, "params/", "param", batch.Params.Select(parameter => parameter.Key));
                FileWrites.CheckClashes(stamp, "tags/", "tag", batch.Tags.Select(tag => tag.Key));
                FileWrites.CheckClashes(stamp, "metrics/", "metric", batch.Metrics.Select(metric => metric.Key).Distinct(StringComparer.Ordinal));
                await Inner.LogAsync(batch, CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            async (place, _) =>
            {
                using var files = writes.Begin();
                writes.WriteTexts(files, place, "params", batch.Params.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value)));
                writes.WriteTexts(files, place, "tags", batch.Tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
                writes.AppendPoints(files, place, batch.Metrics);
                if (batch.Tags.Any(tag => tag.Key == RunRules.RunNameTag))
                    writes.WriteMeta(files, place, (await Inner.GetRunAsync(batch.RunId).ConfigureAwait(false)).Info);
                foreach (var group in batch.Metrics.Where(metric => metric.Link?.ModelId is not null).GroupBy(metric => metric.Link!.ModelId!, StringComparer.Ordinal))
                {
                    if (!models.TryGetValue(group.Key, out var model))
                        continue;
                    using (await index.Models.Locks.EnterAsync(group.Key, CancellationToken.None).ConfigureAwait(false))
                    {
                        index.Context.Book.Touch(ModelFollower.KeyOf(group.Key));
                        writes.AppendModelPoints(files, model, batch.RunId, group);
                    }
                }

                files.Commit();
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) => ChangeAsync(
        runId,
        async () =>
        {
            await Inner.DeleteTagAsync(runId, key, CancellationToken.None).ConfigureAwait(false);
            return true;
        },
        (place, _) => writes.DeleteTags(place, [key]),
        cancellationToken);

    public Task DeleteTagsAsync(string runId, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => ChangeAsync(
        runId,
        async () =>
        {
            await Inner.DeleteTagsAsync(runId, keys, CancellationToken.None).ConfigureAwait(false);
            return true;
        },
        (place, _) => writes.DeleteTags(place, keys),
        cancellationToken);

    public Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default) => ChangeAsync(
        inputs.RunId,
        async () =>
        {
            await Inner.LogInputsAsync(inputs, CancellationToken.None).ConfigureAwait(false);
            return true;
        },
        (place, _) =>
        {
            using var files = writes.Begin();
            writes.WriteInputs(files, place, inputs.Datasets, inputs.ModelIds);
            files.Commit();
        },
        cancellationToken);

    public async Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.SearchRunsAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<Page<Run>> StreamRunsAsync(RunQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        await foreach (var page in Inner.StreamRunsAsync(query, cancellationToken).ConfigureAwait(false))
            yield return page;
    }

    /// <summary>Changes a run in the index, then in its folder.</summary>
    internal Task<T> ChangeAsync<T>(string runId, Func<Task<T>> change, Action<FilePlace, T> write, CancellationToken cancellationToken) => ChangeAsync(
        runId,
        change,
        (place, result) =>
        {
            write(place, result);
            return Task.CompletedTask;
        },
        cancellationToken);

    private async Task<T> ChangeAsync<T>(string runId, Func<Task<T>> change, Func<FilePlace, T, Task> write, CancellationToken cancellationToken)
    {
        using (await index.Runs.Locks.EnterAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            // One that is not there is refused by the index, in its words.
            return await index.Runs.FollowAsync(runId, cancellationToken).ConfigureAwait(false) is { } place
                ? await writes.ChangeAsync(RunFollower.KeyOf(runId), change, result => write(place, result)).ConfigureAwait(false)
                : await change().ConfigureAwait(false);
        }
    }

    private Task<RunInfo> ChangeStageAsync(string runId, Func<Task> change, CancellationToken cancellationToken) => ChangeAsync(
        runId,
        async () =>
        {
            await change().ConfigureAwait(false);
            return (await Inner.GetRunAsync(runId).ConfigureAwait(false)).Info;
        },
        writes.WriteMeta,
        cancellationToken);
}
