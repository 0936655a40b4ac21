using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Writes experiments and runs of a file store.</summary>
internal sealed class MlrunsRunWriter(MlrunsFiles files, TimeProvider clock)
{
    private const string Trash = ".trash";

    /// <summary>The datasets that were written, without their schemas and profiles, which are long.</summary>
    private readonly Dictionary<(string Experiment, string Id), (string Name, string Digest)> _datasets = [];

    /// <returns>The folder of the experiment; null if it cannot be kept.</returns>
    public string? Write(Experiment experiment)
    {
        var id = experiment.ExperimentId;
        if (MlrunsNames.FaultOfExperiment(id) is { } fault)
        {
            files.Note(FileThing.Experiment, id, $"It was left out with all in it: {fault}.");
            return null;
        }

        var folder = experiment.LifecycleStage == LifecycleStage.Deleted ? Path.Combine(files.Root, Trash, id) : Path.Combine(files.Root, id);
        files.WriteYaml(folder, MlrunsFiles.Meta, MlrunsYaml.Of(experiment));
        files.WriteTags(folder, experiment.Tags, FileThing.Experiment, id);
        return folder;
    }

    /// <returns>How many points of its metrics were written; null if the run cannot be kept.</returns>
    public long? Write(BulkRun run, string experiment)
    {
        var (info, id) = (run.Info, run.Info.RunId);
        if (MlrunsNames.FaultOfRun(id) is { } fault)
        {
            files.Note(FileThing.Run, id, $"It was left out: {fault}.");
            return null;
        }

        var folder = Path.Combine(experiment, id);
        foreach (var name in (string[])["artifacts", "metrics", "params", "tags"])
            Directory.CreateDirectory(Path.Combine(folder, name));
        WriteMeta(info, run.DeletedTimeMs, folder);
        files.WriteTexts(Path.Combine(folder, "params"), "param", run.Params.Select(param => KeyValuePair.Create(param.Key, param.Value)), FileThing.Run, id);
        files.WriteTags(folder, run.Tags, FileThing.Run, id);
        foreach (var input in run.Inputs.Datasets)
            Write(input, experiment, folder, id);
        foreach (var model in run.Inputs.ModelIds)
            WriteInput(folder, id, model, "MODEL", []);
        foreach (var output in run.Outputs)
            Write(output, folder, id);
        var points = 0L;
        files.WriteLines(
            Path.Combine(folder, "metrics"), "metric", run.Metrics.Select(series => KeyValuePair.Create(series.Key, LinesOf(series.Points, () => points++))), FileThing.Run, id);
        return points;
    }

    private void WriteMeta(RunInfo info, long? deletedTime, string folder) =>
        files.WriteYaml(folder, MlrunsFiles.Meta, MlrunsYaml.Of(info, deletedTime ?? clock.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>Without the dataset: MLflow takes the step of a line that names one for 0.</summary>
    private static IEnumerable<string> LinesOf(IEnumerable<MetricPoint> points, Action count)
    {
        MetricPoint? last = null;
        foreach (var point in points)
        {
            if (last is { } before && point.Equals(before))
                continue;
            last = point;
            count();
            yield return MlrunsYaml.LineOf(point);
        }
    }

    private void Write(DatasetInput input, string experiment, string folder, string run)
    {
        var dataset = input.Dataset;
        var id = MlrunsNames.IdOf(dataset.Name, dataset.Digest);
        if (_datasets.TryAdd((experiment, id), (dataset.Name, dataset.Digest)))
        {
            files.WriteYaml(Path.Combine(experiment, "datasets", id), MlrunsFiles.Meta, MlrunsYaml.Of(dataset));
        }
        else if (_datasets[(experiment, id)] is var known && known != (dataset.Name, dataset.Digest))
        {
            files.Note(
                FileThing.Run, run,
                $"That it used the dataset '{MlrunsFiles.Shown(dataset.Name)}' was left out: MLflow's file store cannot tell it from '{MlrunsFiles.Shown(known.Name)}'.");
            return;
        }

        WriteInput(folder, run, id, "DATASET", input.Tags);
    }

    private void WriteInput(string folder, string run, string source, string type, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags.Where(tag => !YamlWriter.CanBeKey(tag.Key)))
            files.Note(FileThing.Run, run, $"The tag '{MlrunsFiles.Shown(tag.Key)}' of a dataset that it used was left out: it is too long for a key of YAML.");
        files.WriteYaml(Path.Combine(folder, "inputs", MlrunsNames.IdOf(source, run)), MlrunsFiles.Meta, MlrunsYaml.OfInput(source, type, tags));
    }

    private void Write(ModelOutput output, string folder, string run)
    {
        var place = Path.Combine(folder, "outputs", output.ModelId);
        var fault = MlrunsNames.FaultOf(output.ModelId) ?? (Directory.Exists(place) ? "MLflow's file store keeps one step for it" : null);
        if (fault is not null)
        {
            files.Note(FileThing.Run, run, $"That it made the model '{MlrunsFiles.Shown(output.ModelId)}' at step {output.Step} was left out: {fault}.");
            return;
        }

        files.WriteYaml(place, MlrunsFiles.Meta, MlrunsYaml.Of(output));
    }
}
