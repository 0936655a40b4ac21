using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Experiments as folders.</summary>
internal sealed class FileExperimentStore(FileIndex index, FileWrites writes) : IExperimentStore
{
    private readonly MlrunsRunReader _runs = new(index.Context.Folder);

    private IExperimentStore Inner => index.Store.Experiments;

    private FileLayout Layout => index.Context.Layout;

    /// <summary>Makes the folder of the experiment that every new store has.</summary>
    public async Task WriteDefaultAsync(CancellationToken cancellationToken) =>
        writes.Write(await Inner.GetExperimentAsync(Experiment.DefaultId, cancellationToken).ConfigureAwait(false), Layout.ActiveFolderOf(Experiment.DefaultId));

    public async Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        foreach (var tag in experiment.Tags)
            FileWrites.CheckKey("tag", tag.Key);
        FileWrites.CheckClashes(null, "tags/", "tag", experiment.Tags.Select(tag => tag.Key));
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            // Whatever the last comparison was: names are given once.
            await index.Experiments.FollowAllAsync(cancellationToken).ConfigureAwait(false);
            index.Context.Book.Touch(FileIndex.KeyOfNew(""));
            var id = await Inner.CreateExperimentAsync(experiment, CancellationToken.None).ConfigureAwait(false);
            try
            {
                writes.Write(await Inner.GetExperimentAsync(id, CancellationToken.None).ConfigureAwait(false), Layout.ActiveFolderOf(id));
            }
            catch
            {
                await index.Experiments.DropAsync(id).ConfigureAwait(false);
                throw;
            }

            return id;
        }
    }

    public async Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        await index.Experiments.FollowAsync(experimentId, cancellationToken).ConfigureAwait(false);
        return await Inner.GetExperimentAsync(experimentId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        await index.FollowExperimentsAsync(cancellationToken).ConfigureAwait(false);
        return await Inner.FindExperimentByNameAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) => ChangeAsync(
        experimentId,
        () => Inner.DeleteExperimentAsync(experimentId, CancellationToken.None),
        async (experiment, folder) =>
        {
            writes.Write(experiment, folder);
            await SetStageAsync(experimentId, folder, LifecycleStage.Deleted).ConfigureAwait(false);
            if (folder != Layout.DeletedFolderOf(experimentId))
                index.Context.Disk.MoveFolder(folder, Layout.DeletedFolderOf(experimentId));
        },
        cancellationToken);

    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) => ChangeAsync(
        experimentId,
        () => Inner.RestoreExperimentAsync(experimentId, CancellationToken.None),
        async (experiment, folder) =>
        {
            var active = Layout.ActiveFolderOf(experimentId);
            if (folder != active)
                index.Context.Disk.MoveFolder(folder, active);
            writes.Write(experiment, active);
            await SetStageAsync(experimentId, active, LifecycleStage.Active).ConfigureAwait(false);
        },
        cancellationToken);

    public async Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default)
    {
        await index.FollowExperimentsAsync(cancellationToken).ConfigureAwait(false);
        await ChangeAsync(experimentId, () => Inner.RenameExperimentAsync(experimentId, newName, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default)
    {
        FileWrites.CheckKey("tag", tag.Key);
        return ChangeAsync(
            experimentId,
            () =>
            {
                FileWrites.CheckClashes(index.Context.Book.Find(ExperimentFollower.KeyOf(experimentId)), "tags/", "tag", [tag.Key]);
                return Inner.SetExperimentTagAsync(experimentId, tag, CancellationToken.None);
            },
            cancellationToken);
    }

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(experimentId, () => Inner.DeleteExperimentTagAsync(experimentId, key, CancellationToken.None), cancellationToken);

    public async Task<Page<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowExperimentsAsync(cancellationToken).ConfigureAwait(false);
        return await Inner.SearchExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
    }

    private Task ChangeAsync(string id, Func<Task> change, CancellationToken cancellationToken) => ChangeAsync(
        id,
        change,
        (experiment, folder) =>
        {
            writes.Write(experiment, folder);
            return Task.CompletedTask;
        },
        cancellationToken);

    private async Task ChangeAsync(string id, Func<Task> change, Func<Experiment, string, Task> write, CancellationToken cancellationToken)
    {
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await index.Experiments.FollowAsync(id, cancellationToken).ConfigureAwait(false) is not { } folder)
            {
                // It is not there: the index says so in its words.
                await change().ConfigureAwait(false);
                return;
            }

            await writes.ChangeAsync(
                ExperimentFollower.KeyOf(id),
                async () =>
                {
                    await change().ConfigureAwait(false);
                    return await Inner.GetExperimentAsync(id, CancellationToken.None).ConfigureAwait(false);
                },
                experiment => write(experiment, folder)).ConfigureAwait(false);
        }
    }

    /// <summary>Gives all runs of an experiment a stage, as MLflow does.</summary>
    private async Task SetStageAsync(string experimentId, string folder, LifecycleStage stage)
    {
        foreach (var run in FileLayout.RunsIn(folder).Where(run => MlrunsFolder.HasMeta(run.FullName)))
        {
            using (await index.Runs.Locks.EnterAsync(run.Name, CancellationToken.None).ConfigureAwait(false))
            {
                if (_runs.ReadHead(experimentId, run) is { } head && head.Info.LifecycleStage != stage)
                    writes.WriteMeta(new FilePlace(experimentId, folder, run.Name, run.FullName), head.Info with { LifecycleStage = stage });
            }
        }
    }
}
