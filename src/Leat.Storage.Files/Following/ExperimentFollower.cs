using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Keeps the experiments of an index in step with their folders.</summary>
internal sealed class ExperimentFollower(IndexContext context)
{
    public const string Prefix = "e/";

    private readonly MlrunsExperimentReader _reader = new(context.Folder);
    private readonly KeyedLocks _locks = new();

    public static string KeyOf(string id) => Prefix + id;

    /// <summary>Compares all experiments.</summary>
    public async Task<int> FollowAllAsync(CancellationToken cancellationToken)
    {
        using (await _locks.EnterAsync("", cancellationToken).ConfigureAwait(false))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (id, folder) in context.Layout.Experiments())
            {
                if (seen.Add(id))
                    await FollowAsync(id, folder).ConfigureAwait(false);
            }

            foreach (var (key, _) in context.Book.All)
            {
                if (key.StartsWith(Prefix, StringComparison.Ordinal) && !seen.Contains(key[Prefix.Length..]) && context.Layout.FindExperiment(key[Prefix.Length..]) is null)
                    await DropAsync(key[Prefix.Length..]).ConfigureAwait(false);
            }

            return seen.Count;
        }
    }

    /// <summary>Compares one experiment.</summary>
    /// <returns>Its folder; null if it has none.</returns>
    public async Task<string?> FollowAsync(string id, CancellationToken cancellationToken)
    {
        using (await _locks.EnterAsync("", cancellationToken).ConfigureAwait(false))
        {
            var folder = context.Layout.FindExperiment(id);
            if (folder is not null)
                await FollowAsync(id, folder).ConfigureAwait(false);
            else
                await DropAsync(id).ConfigureAwait(false);
            return folder;
        }
    }

    /// <summary>Whether the index has an experiment.</summary>
    public async Task<bool> HasAsync(FilePlace place, CancellationToken cancellationToken) =>
        context.Book.Find(KeyOf(place.ExperimentId)) is not null
        || (await FollowAsync(place.ExperimentId, cancellationToken).ConfigureAwait(false) is not null && context.Book.Find(KeyOf(place.ExperimentId)) is not null);

    /// <summary>Notes that the index has what was written to the files of an experiment.</summary>
    public void Take(string id, string folder, IReadOnlyDictionary<string, FileStamp> written)
    {
        var stamp = new ThingStamp("");
        stamp.Take(written, folder);
        context.Book.Set(KeyOf(id), stamp);
    }

    private static Dictionary<string, FoundFile> Found(string folder)
    {
        var found = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        var meta = new FileInfo(Path.Combine(folder, FileLayout.Meta));
        if (meta.Exists)
            found[FileLayout.Meta] = new FoundFile(FileLayout.Meta, meta.LastWriteTimeUtc.Ticks, meta.Length);
        foreach (var tag in FolderListing.Of(Path.Combine(folder, "tags"))?.Values ?? Enumerable.Empty<FoundFile>())
            found[$"tags/{tag.Path}"] = tag with { Path = $"tags/{tag.Path}" };
        return found;
    }

    private static ThingStamp StampOf(Dictionary<string, FoundFile> found)
    {
        var stamp = new ThingStamp("");
        stamp.Take(found);
        return stamp;
    }

    private async Task FollowAsync(string id, string folder)
    {
        var found = Found(folder);
        if (context.Book.Find(KeyOf(id)) is { } known && known.IsOf(found, folder))
            return;
        if (_reader.Read(id, folder) is not { } experiment)
            return;
        try
        {
            context.Book.Touch(KeyOf(id));
            Experiment? there = null;
            await IndexContext.TryAsync(async () => there = await context.Index.Experiments.GetExperimentAsync(id).ConfigureAwait(false)).ConfigureAwait(false);
            if (there is null || (id == Experiment.DefaultId && context.Book.Find(KeyOf(id)) is null && !Agree(there, experiment)))
                await context.Index.Bulk.LoadExperimentsAsync([experiment]).ConfigureAwait(false);
            else
                await ChangeAsync(there, experiment).ConfigureAwait(false);
            context.Book.Set(KeyOf(id), StampOf(found));
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            // Two with one name, for instance.
            context.Note(FileThing.Experiment, id, $"It is not shown as it is: {error.Message}");
        }
    }

    private static bool Agree(Experiment one, Experiment other) =>
        one.Name == other.Name && one.ArtifactLocation == other.ArtifactLocation && one.CreationTimeMs == other.CreationTimeMs && one.LifecycleStage == other.LifecycleStage;

    private async Task ChangeAsync(Experiment there, Experiment wanted)
    {
        var experiments = context.Index.Experiments;
        var id = there.ExperimentId;
        if (there.LifecycleStage == LifecycleStage.Deleted && wanted.LifecycleStage == LifecycleStage.Active)
            await experiments.RestoreExperimentAsync(id).ConfigureAwait(false);
        if (there.LifecycleStage == LifecycleStage.Active || wanted.LifecycleStage == LifecycleStage.Active)
        {
            if (there.Name != wanted.Name)
                await experiments.RenameExperimentAsync(id, wanted.Name).ConfigureAwait(false);
            foreach (var tag in wanted.Tags.Except(there.Tags))
                await experiments.SetExperimentTagAsync(id, tag).ConfigureAwait(false);
            foreach (var tag in there.Tags.ExceptBy(wanted.Tags.Select(one => one.Key), one => one.Key))
                await experiments.DeleteExperimentTagAsync(id, tag.Key).ConfigureAwait(false);
        }

        if (there.LifecycleStage == LifecycleStage.Active && wanted.LifecycleStage == LifecycleStage.Deleted)
            await experiments.DeleteExperimentAsync(id).ConfigureAwait(false);
    }

    /// <summary>Removes an experiment from the index, with all in it.</summary>
    public async Task DropAsync(string id)
    {
        var index = context.Index;
        context.Book.Forget(KeyOf(id));
        foreach (var (key, stamp) in context.Book.All)
        {
            if (stamp.ExperimentId == id)
                context.Book.Forget(key);
        }

        // Already deleted is as good.
        await IndexContext.TryAsync(() => index.Experiments.DeleteExperimentAsync(id)).ConfigureAwait(false);
        await IndexContext.TryAsync(async () =>
        {
            var item = await index.Purge.GetAsync(PurgeKind.Experiment, id, deletedBeforeMs: null).ConfigureAwait(false);
            if (!item.IsMarked)
                item = (await index.Purge.MarkAsync([item]).ConfigureAwait(false))[0];
            foreach (var kind in (PurgeKind[])[PurgeKind.Run, PurgeKind.Model])
            {
                while (await index.Purge.FindAsync(new PurgeQuery(kind) { Experiment = item }).ConfigureAwait(false) is { Count: > 0 } page)
                    await index.Purge.RemoveAsync(page).ConfigureAwait(false);
            }

            await index.Purge.RemoveAsync([item]).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
