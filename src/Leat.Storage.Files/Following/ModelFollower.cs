using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Keeps the logged models of an index in step with their folders. One that has changed is read anew.</summary>
internal sealed class ModelFollower(IndexContext context, ExperimentFollower experiments, RunFollower runs)
{
    public const string Prefix = "m/";

    private readonly MlrunsModelReader _reader = new(context.Folder);

    public KeyedLocks Locks { get; } = new();

    public static string KeyOf(string id) => Prefix + id;

    /// <summary>Takes what has changed in a model.</summary>
    /// <returns>Where it lies; null if there is none.</returns>
    public async Task<FilePlace?> FollowAsync(string id, CancellationToken cancellationToken)
    {
        var known = context.Book.Find(KeyOf(id));
        var place = context.Layout.FindModel(id, known?.ExperimentId);
        if (place is null && known is null)
            return null;
        if (place is not null && known is not null && FolderListing.Of(place.Folder) is { } found && known.IsOf(found, place.Folder))
            return place;

        // The index wants the runs of metrics first. Their locks are never waited for while that of a model is held.
        if (place is not null && await experiments.HasAsync(place, cancellationToken).ConfigureAwait(false) && _reader.ReadLogged(place.ExperimentId, new DirectoryInfo(place.Folder)) is { } before)
        {
            foreach (var run in before.Model.Metrics.Select(metric => metric.RunId).Distinct(StringComparer.Ordinal))
            {
                using (await runs.Locks.EnterAsync(run, cancellationToken).ConfigureAwait(false))
                    await runs.FollowAsync(run, cancellationToken).ConfigureAwait(false);
            }
        }

        using (await Locks.EnterAsync(id, cancellationToken).ConfigureAwait(false))
            await ReplaceAsync(id, place).ConfigureAwait(false);
        return place;
    }

    /// <summary>Takes what has changed in all models of an experiment.</summary>
    public async Task<int> FollowAllAsync(string experimentId, string experiment, CancellationToken cancellationToken)
    {
        var seen = FileLayout.ModelsIn(experiment).Select(folder => folder.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, stamp) in context.Book.All)
        {
            if (stamp.ExperimentId == experimentId && key.StartsWith(Prefix, StringComparison.Ordinal))
                seen.Add(key[Prefix.Length..]);
        }

        foreach (var id in seen)
            await FollowAsync(id, cancellationToken).ConfigureAwait(false);
        return seen.Count;
    }

    /// <summary>Removes a model from the index.</summary>
    public async Task DropAsync(string id)
    {
        context.Book.Forget(KeyOf(id));
        if (await IndexContext.TryAsync(() => context.Index.Models.DeleteModelAsync(id)).ConfigureAwait(false))
            await IndexContext.TryAsync(() => context.PurgeAsync(PurgeKind.Model, id)).ConfigureAwait(false);
    }

    private async Task ReplaceAsync(string id, FilePlace? place)
    {
        var found = place is null ? null : FolderListing.Of(place.Folder);
        if (found is not null && context.Book.Find(KeyOf(id)) is { } now && now.IsOf(found, place!.Folder))
            return;
        await DropAsync(id).ConfigureAwait(false);
        if (place is null || found is null || _reader.ReadLogged(place.ExperimentId, new DirectoryInfo(place.Folder)) is not { } bulk)
            return;
        var model = bulk.Model with
        {
            Metrics = [.. bulk.Model.Metrics.Where(metric => context.Book.Find(RunFollower.KeyOf(metric.RunId)) is not null)],
        };
        try
        {
            await context.Index.Bulk.LoadModelsAsync([bulk with { Model = model }]).ConfigureAwait(false);
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            context.Note(FileThing.LoggedModel, id, $"It is not shown: {error.Message}");
        }

        var stamp = new ThingStamp(place.ExperimentId);
        stamp.Take(found);
        context.Book.Set(KeyOf(id), stamp);
    }
}
