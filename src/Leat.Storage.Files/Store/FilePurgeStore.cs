using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Removes folders for good. That something is marked is known to the index alone: should it be lost, the thing is only deleted again.</summary>
internal sealed class FilePurgeStore(FileIndex index) : IPurgeStore
{
    private IPurgeStore Inner => index.Store.Purge;

    public async Task<IReadOnlyList<PurgeItem>> FindAsync(PurgeQuery query, CancellationToken cancellationToken = default)
    {
        if (query.AfterKey < 0)
            await FollowAsync(query.Kind, query.Experiment is { } one ? [one.Id] : null, cancellationToken).ConfigureAwait(false);
        return await Inner.FindAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PurgeItem> GetAsync(PurgeKind kind, string id, long? deletedBeforeMs, CancellationToken cancellationToken = default)
    {
        if (kind == PurgeKind.Experiment)
            await index.FollowRunsAsync([id], cancellationToken).ConfigureAwait(false);
        else if (kind == PurgeKind.Run)
            await index.FollowRunAsync(id, cancellationToken).ConfigureAwait(false);
        else
            await index.Models.FollowAsync(id, cancellationToken).ConfigureAwait(false);
        return await Inner.GetAsync(kind, id, deletedBeforeMs, cancellationToken).ConfigureAwait(false);
    }

    public Task<PurgeSize> MeasureAsync(PurgeItem item, CancellationToken cancellationToken = default) => Inner.MeasureAsync(item, cancellationToken);

    public Task<IReadOnlyList<PurgeItem>> MarkAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken = default) =>
        Inner.MarkAsync(items, cancellationToken);

    public async Task RemoveAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken = default)
    {
        // The folders first: what is gone from them, a killed process does not bring back.
        foreach (var item in items)
        {
            var (key, folder) = item.Kind switch
            {
                PurgeKind.Run => (RunFollower.KeyOf(item.Id), index.Context.Layout.FindRun(item.Id, null)?.Folder),
                PurgeKind.Model => (ModelFollower.KeyOf(item.Id), index.Context.Layout.FindModel(item.Id, null)?.Folder),
                _ => (ExperimentFollower.KeyOf(item.Id), index.Context.Layout.FindExperiment(item.Id)),
            };
            index.Context.Book.Forget(key);
            if (folder is not null)
                index.Context.Disk.DeleteFolder(folder);
        }

        foreach (var item in items.Where(item => item.Kind == PurgeKind.Experiment))
        {
            foreach (var (key, stamp) in index.Context.Book.All)
            {
                if (stamp.ExperimentId == item.Id)
                    index.Context.Book.Forget(key);
            }
        }

        await Inner.RemoveAsync(items, cancellationToken).ConfigureAwait(false);
    }

    private async Task FollowAsync(PurgeKind kind, IReadOnlyList<string>? experimentIds, CancellationToken cancellationToken)
    {
        await index.FollowRunsAsync(experimentIds, cancellationToken).ConfigureAwait(false);
        if (kind == PurgeKind.Model)
            await index.FollowModelsAsync(experimentIds, cancellationToken).ConfigureAwait(false);
    }
}
