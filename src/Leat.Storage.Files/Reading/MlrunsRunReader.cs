using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Reads the runs of a file store.</summary>
internal sealed class MlrunsRunReader(MlrunsFolder folder)
{
    /// <summary>A run without what it logged; null if it cannot be read, which is noted.</summary>
    public RunHead? ReadHead(string experimentId, DirectoryInfo run)
    {
        var id = run.Name;
        if (folder.ReadMeta(run.FullName, FileThing.Run, id) is not { } meta)
            return null;
        var own = meta["run_id"].Text ?? meta["run_uuid"].Text;
        if ((own is not null && own != id) || (meta["experiment_id"].Text is { } experiment && experiment != experimentId))
        {
            folder.Note(FileThing.Run, id, "Its 'meta.yaml' says that it is another run, or of another experiment: as MLflow does, it is left out.");
            return null;
        }

        var info = new RunInfo(
            id,
            experimentId,
            meta["run_name"].Text ?? meta["name"].Text ?? "",
            meta["user_id"].Text ?? "",
            StatusOf(meta["status"]),
            MlrunsFields.Integer(meta["start_time"]) ?? 0,
            MlrunsFields.Integer(meta["end_time"]),
            meta["artifact_uri"].Text ?? "",
            MlrunsFields.Stage(meta["lifecycle_stage"]));
        return new RunHead(info, MlrunsFields.Integer(meta["deleted_time"]));
    }

    /// <summary>A run with all it logged. Each metric is read when its points are enumerated.</summary>
    /// <param name="head">The run.</param>
    /// <param name="experiment">The folder of its experiment.</param>
    /// <param name="withMetrics">Whether its metrics are wanted.</param>
    public BulkRun ReadLogged(RunHead head, string experiment, bool withMetrics = true)
    {
        var id = head.Info.RunId;
        var path = Path.Combine(experiment, id);
        var tags = folder.Texts(Path.Combine(path, "tags"), FileThing.Run, id).Select(tag => new Tag(tag.Key, tag.Value)).ToList();
        var name = head.Info.RunName.Length > 0 ? head.Info.RunName : tags.Find(tag => tag.Key == RunRules.RunNameTag).Value ?? "";
        return new BulkRun(head.Info with { RunName = name })
        {
            DeletedTimeMs = head.DeletedTimeMs,
            Params = [.. folder.Texts(Path.Combine(path, "params"), FileThing.Run, id).Select(param => new Param(param.Key, param.Value))],
            Tags = tags,
            Metrics = !withMetrics
                ? []
                : [.. folder.Files(Path.Combine(path, "metrics"), FileThing.Run, id).Select(file => new BulkSeries(file.Key, PointsOf(id, file.Key, file.File)))],
            Inputs = ReadInputs(experiment, path, id),
            Outputs = [.. ReadOutputs(path, id)],
        };
    }

    private static RunStatus StatusOf(YamlNode node)
    {
        if (MlrunsFields.Integer(node) is >= 1 and <= 5 and var number)
            return (RunStatus)number;
        return RunStatuses.TryParse(node.Text, out var status) ? status : RunStatus.Running;
    }

    /// <summary>Read when they are enumerated, so that only one metric is in memory at a time.</summary>
    private IEnumerable<MetricPoint> PointsOf(string id, string key, FileInfo file)
    {
        foreach (var point in ReadPoints(id, key, file))
            yield return point;
    }

    private List<MetricPoint> ReadPoints(string id, string key, FileInfo file)
    {
        try
        {
            return MetricFile.ReadPoints(file, folder.Relative(file.FullName));
        }
        catch (LeatException error)
        {
            folder.Note(FileThing.Run, id, $"Its metric '{key}' was left out: {error.Message}");
            return [];
        }
    }

    private RunInputs ReadInputs(string experiment, string path, string id)
    {
        var datasets = new List<DatasetInput>();
        var models = new List<string>();
        foreach (var input in folder.Folders(Path.Combine(path, "inputs"), FileThing.Run))
        {
            if (folder.ReadMeta(input.FullName, FileThing.Run, id) is not { } meta || meta["source_id"].Text is not { Length: > 0 } source)
                continue;
            if (meta["source_type"].Text is "MODEL" or "RUN_INPUT")
                models.Add(source);
            else if (ReadDataset(experiment, source, id) is { } dataset)
                datasets.Add(new DatasetInput(dataset, [.. meta["tags"].Entries.Select(tag => new Tag(tag.Key, tag.Value.Text ?? ""))]));
        }

        return new RunInputs(datasets) { ModelIds = models };
    }

    private Dataset? ReadDataset(string experiment, string dataset, string id)
    {
        if (Path.GetFileName(dataset) != dataset || dataset is "." or "..")
        {
            folder.Note(FileThing.Run, id, $"The id of a dataset it used, '{TextRules.Truncate(dataset, 100)}', is no name of a folder.");
            return null;
        }

        return folder.ReadMeta(Path.Combine(experiment, "datasets", dataset), FileThing.Run, id) is not { } meta
            ? null
            : new Dataset(
                meta["name"].Text ?? "", meta["digest"].Text ?? "", meta["source_type"].Text ?? "", meta["source"].Text ?? "", meta["schema"].Text, meta["profile"].Text);
    }

    private IEnumerable<ModelOutput> ReadOutputs(string path, string id)
    {
        foreach (var output in folder.Folders(Path.Combine(path, "outputs"), FileThing.Run))
        {
            if (folder.ReadMeta(output.FullName, FileThing.Run, id) is { } meta)
                yield return new ModelOutput(meta["destination_id"].Text ?? output.Name, MlrunsFields.Integer(meta["step"]) ?? 0);
        }
    }
}
