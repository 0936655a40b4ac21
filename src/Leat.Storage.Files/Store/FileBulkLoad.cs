using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Loads what another store holds: the index checks and takes it, then its files are made.</summary>
/// <remarks>The points of one load are held in memory. Files are made one after another: a process that is killed leaves some of a load.</remarks>
internal sealed class FileBulkLoad(FileIndex index, FileWrites writes) : IBulkLoad
{
    private IBulkLoad Inner => index.Store.Bulk;

    private FileLayout Layout => index.Context.Layout;

    public async Task<IReadOnlyList<string>> LoadExperimentsAsync(IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken = default)
    {
        foreach (var tag in experiments.SelectMany(experiment => experiment.Tags))
            FileWrites.CheckKey("tag", tag.Key);
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await index.Experiments.FollowAllAsync(cancellationToken).ConfigureAwait(false);
            index.Context.Book.Touch(FileIndex.KeyOfNew(""));
            var ids = await Inner.LoadExperimentsAsync(experiments, CancellationToken.None).ConfigureAwait(false);
            foreach (var id in ids)
            {
                var loaded = await index.Store.Experiments.GetExperimentAsync(id, CancellationToken.None).ConfigureAwait(false);
                var folder = loaded.LifecycleStage == LifecycleStage.Deleted ? Layout.DeletedFolderOf(id) : Layout.ActiveFolderOf(id);
                if (id == Experiment.DefaultId && folder == Layout.DeletedFolderOf(id) && Directory.Exists(Layout.ActiveFolderOf(id)))
                    index.Context.Disk.MoveFolder(Layout.ActiveFolderOf(id), folder);
                writes.Write(loaded, folder);
            }

            return ids;
        }
    }

    public async Task LoadAsync(IReadOnlyList<BulkRun> runs, CancellationToken cancellationToken = default)
    {
        var whole = new List<BulkRun>(runs.Count);
        foreach (var run in runs)
        {
            Check(run);
            await index.Experiments.FollowAsync(run.Info.ExperimentId, cancellationToken).ConfigureAwait(false);
            await index.FollowRunAsync(run.Info.RunId, cancellationToken).ConfigureAwait(false);
            whole.Add(run with { Metrics = [.. run.Metrics.Select(series => series with { Points = series.Points.ToList() })] });
        }

        foreach (var run in whole)
            index.Context.Book.Touch(RunFollower.KeyOf(run.Info.RunId));
        await Inner.LoadAsync(whole, CancellationToken.None).ConfigureAwait(false);
        foreach (var run in whole)
        {
            var id = run.Info.RunId;
            var folder = Layout.FindExperiment(run.Info.ExperimentId) ?? throw LeatException.DoesNotExist($"The folder of the experiment {run.Info.ExperimentId} is gone.");
            using (await index.Runs.Locks.EnterAsync(id, CancellationToken.None).ConfigureAwait(false))
            {
                await writes.ChangeAsync(
                    RunFollower.KeyOf(id),
                    () => index.Store.Runs.GetRunAsync(id),
                    loaded =>
                    {
                        var place = new FilePlace(run.Info.ExperimentId, folder, id, Path.Combine(folder, id));
                        writes.WriteNew(place, loaded);
                        using var files = writes.Begin();
                        foreach (var series in run.Metrics)
                            writes.AppendPoints(files, place, series.Points.Distinct().Select(point => new Metric(series.Key, point.Value, point.TimestampMs, point.Step)));
                        files.Commit();
                        return Task.CompletedTask;
                    }).ConfigureAwait(false);
            }
        }
    }

    public async Task LoadModelsAsync(IReadOnlyList<BulkModel> models, CancellationToken cancellationToken = default)
    {
        foreach (var model in models.Select(bulk => bulk.Model))
        {
            if (MlrunsNames.FaultOf(model.ModelId) is { } fault)
                throw LeatException.InvalidParameter($"The model '{TextRules.Truncate(model.ModelId, 100)}' cannot be kept in a directory of files: {fault}.");
            await index.Experiments.FollowAsync(model.ExperimentId, cancellationToken).ConfigureAwait(false);
            await index.Models.FollowAsync(model.ModelId, cancellationToken).ConfigureAwait(false);
            foreach (var run in model.Metrics.Select(metric => metric.RunId).Distinct(StringComparer.Ordinal))
                await index.FollowRunAsync(run, cancellationToken).ConfigureAwait(false);
            index.Context.Book.Touch(ModelFollower.KeyOf(model.ModelId));
        }

        await Inner.LoadModelsAsync(models, CancellationToken.None).ConfigureAwait(false);
        foreach (var model in models.Select(bulk => bulk.Model))
        {
            await writes.ChangeAsync(
                ModelFollower.KeyOf(model.ModelId),
                () => Task.FromResult(true),
                async _ =>
                {
                    await writes.WriteModelAsync(model.ModelId).ConfigureAwait(false);
                    var folder = Layout.FindExperiment(model.ExperimentId)!;
                    var place = new FilePlace(model.ExperimentId, folder, model.ModelId, Path.Combine(folder, "models", model.ModelId));
                    using (await index.Models.Locks.EnterAsync(model.ModelId, CancellationToken.None).ConfigureAwait(false))
                    {
                        using var files = writes.Begin();
                        foreach (var run in model.Metrics.GroupBy(metric => metric.RunId, StringComparer.Ordinal))
                            writes.AppendModelPoints(files, place, run.Key, run.Select(metric => metric.Metric));
                        files.Commit();
                    }
                }).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<BulkModelResult>> LoadRegisteredModelsAsync(IReadOnlyList<BulkRegisteredModel> models, CancellationToken cancellationToken = default)
    {
        foreach (var model in models.Select(bulk => bulk.Model))
        {
            if (MlrunsNames.FaultOfRegisteredModel(model.Name) is { } fault)
                throw LeatException.InvalidParameter($"The registered model '{TextRules.Truncate(model.Name, 100)}' cannot be kept in a directory of files: {fault}.");
        }

        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var model in models)
            {
                await index.Registry.FollowAsync(model.Model.Name, cancellationToken).ConfigureAwait(false);
                index.Context.Book.Touch(RegistryFollower.KeyOf(model.Model.Name));
            }

            var results = await Inner.LoadRegisteredModelsAsync(models, CancellationToken.None).ConfigureAwait(false);
            foreach (var model in models)
            {
                await writes.ChangeAsync(
                    RegistryFollower.KeyOf(model.Model.Name),
                    () => Task.FromResult(true),
                    async _ =>
                    {
                        await writes.WriteRegisteredAsync(model.Model.Name, CancellationToken.None).ConfigureAwait(false);
                        if (model.LastVersion > model.Versions.Select(version => version.Version).DefaultIfEmpty().Max()
                            && !Directory.Exists(MlrunsModelWriter.FolderOf(Layout.RegisteredFolderOf(model.Model.Name), model.LastVersion)))
                        {
                            var time = model.Model.LastUpdatedTimestampMs;
                            writes.WriteDeleted(new ModelVersion(model.Model.Name, model.LastVersion, time, time, ModelStage.None, "", "", "", "", "", [], []));
                            index.Registry.Take(model.Model.Name, new Dictionary<string, FileStamp>());
                        }
                    }).ConfigureAwait(false);
            }

            return results;
        }
    }

    public async Task LoadTracesAsync(IReadOnlyList<Trace> traces, CancellationToken cancellationToken = default)
    {
        foreach (var info in traces.Select(trace => trace.Info))
        {
            if (MlrunsNames.FaultOf(info.TraceId) is { } fault)
                throw LeatException.InvalidParameter($"The trace '{TextRules.Truncate(info.TraceId, 100)}' cannot be kept in a directory of files: {fault}.");
            foreach (var entry in info.Metadata.Concat(info.Tags))
                FileWrites.CheckKey("entry", entry.Key);
            foreach (var assessment in info.Assessments)
                FileTraceStore.CheckAssessment(assessment);
            await index.Experiments.FollowAsync(info.ExperimentId, cancellationToken).ConfigureAwait(false);
            await index.FollowTraceAsync(info.TraceId, cancellationToken).ConfigureAwait(false);
            index.Context.Book.Touch(TraceFollower.KeyOf(info.TraceId));
        }

        await Inner.LoadTracesAsync(traces, CancellationToken.None).ConfigureAwait(false);
        foreach (var info in traces.Select(trace => trace.Info))
        {
            using (await index.Traces.Locks.EnterAsync(info.TraceId, CancellationToken.None).ConfigureAwait(false))
                await writes.ChangeAsync(TraceFollower.KeyOf(info.TraceId), () => Task.FromResult(true), _ => writes.WriteTraceAsync(info.TraceId, null)).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlySet<string>> FindTakenAsync(BulkKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        foreach (var id in ids)
        {
            if (kind == BulkKind.Model)
                await index.Models.FollowAsync(id, cancellationToken).ConfigureAwait(false);
            else
                await index.FollowTraceAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return await Inner.FindTakenAsync(kind, ids, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<string, long?>> CountPointsAsync(IReadOnlyCollection<string> runIds, CancellationToken cancellationToken = default)
    {
        foreach (var id in runIds)
            await index.FollowRunAsync(id, cancellationToken).ConfigureAwait(false);
        return await Inner.CountPointsAsync(runIds, cancellationToken).ConfigureAwait(false);
    }

    private static void Check(BulkRun run)
    {
        if (MlrunsNames.FaultOfRun(run.Info.RunId) is { } fault)
            throw LeatException.InvalidParameter($"The run '{TextRules.Truncate(run.Info.RunId, 100)}' cannot be kept in a directory of files: {fault}.");
        foreach (var key in run.Params.Select(param => param.Key))
            FileWrites.CheckKey("param", key);
        foreach (var key in run.Tags.Select(tag => tag.Key))
            FileWrites.CheckKey("tag", key);
        foreach (var key in run.Metrics.Select(series => series.Key))
            FileWrites.CheckKey("metric", key);
        FileWrites.CheckClashes(null, "", "param", run.Params.Select(param => param.Key));
        FileWrites.CheckClashes(null, "", "tag", run.Tags.Select(tag => tag.Key));
        FileWrites.CheckClashes(null, "", "metric", run.Metrics.Select(series => series.Key));
    }
}
