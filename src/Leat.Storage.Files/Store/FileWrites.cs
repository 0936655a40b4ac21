using System.Text;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Writes what the index has taken to the files, and tells the index's book of it.</summary>
internal sealed class FileWrites(FileIndex index)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private IndexContext Context => index.Context;

    private DiskFiles Disk => index.Context.Disk;

    /// <summary>Changes something in the index and then in the files. What fails after the index has it is read again from the files.</summary>
    /// <param name="key">The thing.</param>
    /// <param name="change">Changes the index.</param>
    /// <param name="write">Writes the files.</param>
    public async Task<T> ChangeAsync<T>(string key, Func<Task<T>> change, Func<T, Task> write)
    {
        Context.Book.Touch(key);
        var result = await change().ConfigureAwait(false);
        try
        {
            await write(result).ConfigureAwait(false);
            return result;
        }
        catch (Exception error)
        {
            Context.Book.Forget(key);
            throw error is IOException or UnauthorizedAccessException
                ? new LeatException(ErrorCode.InternalError, $"It could not be written: {error.Message.TrimEnd('.')}.", error)
                : error is LeatException known ? new LeatException(known.Code, known.Message, known) : error;
        }
    }

    /// <summary>Rejects a key that has no file.</summary>
    public static void CheckKey(string what, string key)
    {
        if (MlrunsNames.FaultOfKey(key) is { } fault)
            throw LeatException.InvalidParameter($"The {what} '{TextRules.Truncate(key, 100)}' cannot be kept in a directory of files: {fault}.");
    }

    /// <summary>Rejects keys of which one would be a file and another a folder of the same name.</summary>
    public static void CheckClashes(ThingStamp? stamp, string folder, string what, IEnumerable<string> keys)
    {
        var there = new HashSet<string>(stamp?.Files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Select(path => path[folder.Length..]) ?? [], StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (!there.Add(key))
                continue;
            var below = key + "/";
            var file = there.FirstOrDefault(one => one.Length > 0 && key.StartsWith(one + "/", StringComparison.Ordinal)) ?? there.FirstOrDefault(one => one.StartsWith(below, StringComparison.Ordinal));
            if (file is not null)
            {
                throw LeatException.InvalidParameter(
                    $"The {what} '{TextRules.Truncate(key, 100)}' cannot be kept beside '{TextRules.Truncate(file, 100)}' in a directory of files: a slash makes a folder, and nothing is a file and a folder.");
            }
        }
    }

    public void Write(Experiment experiment, string folder)
    {
        using var files = new ReplacingFiles(Disk);
        files.WriteTags(folder, experiment.Tags, FileThing.Experiment, experiment.ExperimentId);
        files.RemoveOthers(folder, "tags");
        files.WriteYaml(folder, FileLayout.Meta, MlrunsYaml.Of(experiment));
        files.Finish();
        index.Experiments.Take(experiment.ExperimentId, folder, files.Written);
    }

    /// <summary>Begins changes of files that reach the disk together.</summary>
    public DiskBatch Begin() => new(Disk);

    /// <summary>Writes the attributes of a run. The caller holds its lock.</summary>
    public void WriteMeta(FilePlace place, RunInfo info)
    {
        using var batch = Begin();
        WriteMeta(batch, place, info);
        batch.Commit();
    }

    /// <inheritdoc cref="WriteMeta(FilePlace, RunInfo)"/>
    public void WriteMeta(DiskBatch batch, FilePlace place, RunInfo info)
    {
        var stamp = Put(batch, Path.Combine(place.Folder, FileLayout.Meta), MlrunsYaml.Of(info, index.NowMs).ToString());
        if (Context.Book.Find(RunFollower.KeyOf(place.Id)) is { } book)
        {
            book.Files[FileLayout.Meta] = stamp;
            book.Rests = false;
        }
    }

    /// <summary>Writes texts of a run. The caller holds its lock.</summary>
    public void WriteTexts(DiskBatch batch, FilePlace place, string folder, IEnumerable<KeyValuePair<string, string>> texts)
    {
        var book = Context.Book.Find(RunFollower.KeyOf(place.Id));
        foreach (var (key, text) in texts)
        {
            var path = Path.Combine(place.Folder, folder, key);
            var stamp = folder == "params" ? batch.Create(path, Utf8.GetBytes(text), key) : Put(batch, path, text);
            if (book is not null)
                book.Files[$"{folder}/{key}"] = stamp;
        }
    }

    /// <summary>Adds points to the metrics of a run. The caller holds its lock.</summary>
    public void AppendPoints(DiskBatch batch, FilePlace place, IEnumerable<Metric> metrics)
    {
        foreach (var series in metrics.GroupBy(metric => metric.Key, StringComparer.Ordinal))
        {
            var lines = new StringBuilder();
            foreach (var point in series)
                lines.Append(MlrunsYaml.LineOf(new MetricPoint(point.Step, point.TimestampMs, point.Value))).Append('\n');
            Append(batch, RunFollower.KeyOf(place.Id), place, $"metrics/{series.Key}", lines.ToString());
        }
    }

    /// <summary>Adds points that a run logged for a model. The caller holds the model's lock.</summary>
    public void AppendModelPoints(DiskBatch batch, FilePlace model, string runId, IEnumerable<Metric> metrics)
    {
        foreach (var series in metrics.GroupBy(metric => metric.Key, StringComparer.Ordinal))
        {
            var lines = new StringBuilder();
            foreach (var point in series)
                lines.Append(MlrunsModelWriter.LineOf(point, runId)).Append('\n');
            Append(batch, ModelFollower.KeyOf(model.Id), model, $"metrics/{series.Key}", lines.ToString());
        }
    }

    /// <summary>Removes tags of a run. The caller holds its lock.</summary>
    public void DeleteTags(FilePlace place, IEnumerable<string> keys)
    {
        using var batch = Begin();
        foreach (var key in keys.Where(key => MlrunsNames.FaultOfKey(key) is null))
        {
            batch.Delete(Path.Combine(place.Folder, "tags", key));
            Context.Book.Find(RunFollower.KeyOf(place.Id))?.Files.Remove($"tags/{key}");
        }

        batch.Commit();
    }

    /// <summary>Writes what a run used. What it used before stays as it is. The caller holds its lock.</summary>
    public void WriteInputs(DiskBatch batch, FilePlace place, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> models)
    {
        foreach (var (dataset, tags) in datasets)
        {
            var id = MlrunsNames.IdOf(dataset.Name, dataset.Digest);
            var meta = Path.Combine(place.ExperimentFolder, "datasets", id, FileLayout.Meta);
            if (!File.Exists(meta))
                Put(batch, meta, MlrunsYaml.Of(dataset).ToString());
            WriteOnce(batch, place, $"inputs/{MlrunsNames.IdOf(id, place.Id)}", MlrunsYaml.OfInput(id, "DATASET", tags));
        }

        foreach (var model in models)
            WriteOnce(batch, place, $"inputs/{MlrunsNames.IdOf(model, place.Id)}", MlrunsYaml.OfInput(model, "MODEL", []));
    }

    /// <summary>Writes which models a run made. The caller holds its lock.</summary>
    public void WriteOutputs(DiskBatch batch, FilePlace place, IReadOnlyList<ModelOutput> outputs)
    {
        foreach (var output in outputs)
            WriteOnce(batch, place, $"outputs/{output.ModelId}", MlrunsYaml.Of(output));
    }

    /// <summary>Makes the folder of a run with all that the index has of it, the attributes last: before them, MLflow sees no run. The caller
    /// holds its lock.</summary>
    public void WriteNew(FilePlace place, Run run)
    {
        using var batch = Begin();
        foreach (var name in (string[])["metrics", "params", "tags"])
            batch.EnsureFolder(Path.Combine(place.Folder, name));
        if (ArtifactFolderOf(run.Info.ArtifactUri) is { } artifacts && artifacts.StartsWith(Disk.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            batch.EnsureFolder(artifacts);
        Context.Book.Set(RunFollower.KeyOf(place.Id), new ThingStamp(place.ExperimentId));
        WriteTexts(batch, place, "tags", run.Data.Tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        WriteTexts(batch, place, "params", run.Data.Params.Select(param => KeyValuePair.Create(param.Key, param.Value)));
        WriteInputs(batch, place, run.Inputs.Datasets, run.Inputs.ModelIds);
        WriteOutputs(batch, place, run.Outputs);
        WriteMeta(batch, place, run.Info);
        batch.Commit();
    }

    /// <summary>Writes a logged model as the index has it, its metrics apart, which are only added to.</summary>
    public async Task WriteModelAsync(string modelId)
    {
        using (await index.Models.Locks.EnterAsync(modelId, CancellationToken.None).ConfigureAwait(false))
        {
            var model = await index.Store.Models.GetModelAsync(modelId, allowDeleted: true).ConfigureAwait(false);
            var active = await IndexContext.TryAsync(() => index.Store.Models.GetModelAsync(modelId)).ConfigureAwait(false);
            var experiment = Context.Layout.FindExperiment(model.ExperimentId)
                ?? throw new LeatException(ErrorCode.ResourceDoesNotExist, $"The folder of the experiment {model.ExperimentId} is gone.");
            var folder = Path.Combine(experiment, "models", modelId);
            using var files = new ReplacingFiles(Disk);
            foreach (var name in (string[])["metrics", "params", "tags", "artifacts"])
                files.MakeFolder(Path.Combine(folder, name));
            new MlrunsModelWriter(files).Write(new BulkModel(model) { DeletedTimeMs = active ? null : model.LastUpdatedTimestampMs }, experiment, withMetrics: false);
            files.RemoveOthers(folder, "tags");
            files.Finish();
            var key = ModelFollower.KeyOf(modelId);
            var known = Context.Book.Find(key);
            var stamp = new ThingStamp(model.ExperimentId);
            foreach (var (path, one) in known?.Files.Where(file => file.Key.StartsWith("metrics/", StringComparison.Ordinal)) ?? [])
                stamp.Files[path] = one;
            stamp.Take(files.Written, folder);
            Context.Book.Set(key, stamp);
        }
    }

    /// <summary>Writes a registered model with its versions as the index has it.</summary>
    public async Task WriteRegisteredAsync(string name, CancellationToken cancellationToken)
    {
        using var files = new ReplacingFiles(Disk);
        var bulk = await RegisteredModels.ReadAsync(index.Store.Registry, name, cancellationToken).ConfigureAwait(false);
        var folder = Context.Layout.RegisteredFolderOf(name);
        var writer = new MlrunsModelWriter(files);
        writer.Write(bulk);
        files.RemoveOthers(folder, "tags", "aliases");
        foreach (var version in bulk.Versions)
            files.RemoveOthers(MlrunsModelWriter.FolderOf(folder, version.Version), "tags");
        files.Finish();
        index.Registry.Take(name, files.Written);
    }

    /// <summary>Writes what is left of a version that was deleted, so that its number is not given again.</summary>
    public void WriteDeleted(ModelVersion version)
    {
        using var files = new ReplacingFiles(Disk);
        var folder = MlrunsModelWriter.FolderOf(Context.Layout.RegisteredFolderOf(version.Name), version.Version);
        new MlrunsModelWriter(files).Write(version, MlrunsModelWriter.DeletedStage, folder);
        files.RemoveOthers(folder, "tags");
        files.Finish();
    }

    /// <summary>Writes a trace as the index has it. The caller holds its lock.</summary>
    public async Task WriteTraceAsync(string traceId, FilePlace? before)
    {
        if (await index.Store.Traces.GetTracesAsync([traceId]).ConfigureAwait(false) is not [var trace])
        {
            if (before is not null)
                Disk.DeleteFolder(before.Folder);
            Context.Book.Forget(TraceFollower.KeyOf(traceId));
            return;
        }

        var experiment = Context.Layout.FindExperiment(trace.Info.ExperimentId)
            ?? throw new LeatException(ErrorCode.ResourceDoesNotExist, $"The folder of the experiment {trace.Info.ExperimentId} is gone.");
        var place = new FilePlace(trace.Info.ExperimentId, experiment, traceId, Path.Combine(experiment, "traces", traceId));
        if (before is not null && before.Folder != place.Folder)
            Disk.MoveFolder(before.Folder, place.Folder);
        using var files = new ReplacingFiles(Disk);
        new MlrunsTraceWriter(files, Disk.Root).Write(trace, [], experiment);
        files.RemoveOthers(place.Folder, "tags", "request_metadata", "assessments");
        files.Finish();
        index.Traces.Take(place, files.Written);
    }

    private static string? ArtifactFolderOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath : Path.IsPathRooted(uri) ? uri : null;

    private void Append(DiskBatch batch, string key, FilePlace place, string path, string lines)
    {
        var book = Context.Book.Find(key);
        FileStamp? known = book is not null && book.Files.TryGetValue(path, out var there) ? there : null;
        if (batch.Append(Path.Combine(place.Folder, path), Utf8.GetBytes(lines), known) is { } now && book is not null)
            book.Files[path] = now;
    }

    private void WriteOnce(DiskBatch batch, FilePlace place, string folder, YamlWriter yaml)
    {
        var path = $"{folder}/{FileLayout.Meta}";
        var book = Context.Book.Find(RunFollower.KeyOf(place.Id));
        if (book?.Files.ContainsKey(path) == true)
            return;
        var stamp = Put(batch, Path.Combine(place.Folder, path), yaml.ToString());
        if (book is not null)
            book.Files[path] = stamp;
    }

    private static FileStamp Put(DiskBatch batch, string path, string text) => batch.Replace(path, Utf8.GetBytes(text));
}
