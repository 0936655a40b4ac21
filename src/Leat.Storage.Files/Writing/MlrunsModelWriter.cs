using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Writes the logged and registered models of a file store.</summary>
internal sealed class MlrunsModelWriter(MlrunsFiles files)
{
    private const string ModelScheme = "models:/";

    /// <summary>What MLflow leaves of a version that was deleted, so that its number is not given again.</summary>
    public const string DeletedStage = "Deleted_Internal";

    /// <param name="bulk">The model.</param>
    /// <param name="experiment">The folder of its experiment.</param>
    /// <param name="withMetrics">Whether its metrics are written too.</param>
    /// <returns>Whether the model can be kept.</returns>
    public bool Write(BulkModel bulk, string experiment, bool withMetrics = true)
    {
        var (model, id) = (bulk.Model, bulk.Model.ModelId);
        if (MlrunsNames.FaultOf(id) is { } fault)
        {
            files.Note(FileThing.LoggedModel, id, $"It was left out: {fault}.");
            return false;
        }

        var folder = Path.Combine(experiment, "models", id);
        var meta = new YamlWriter()
            .Add("artifact_location", model.ArtifactUri)
            .Add("creation_timestamp", model.CreationTimestampMs)
            .Add("experiment_id", model.ExperimentId)
            .Add("last_updated_timestamp", bulk.DeletedTimeMs ?? model.LastUpdatedTimestampMs);
        if (bulk.DeletedTimeMs is not null)
            meta.Add("lifecycle_stage", LifecycleStage.Deleted.WireName());
        files.WriteYaml(folder, MlrunsFiles.Meta, meta
            .Add("model_id", id)
            .Add("model_type", MlrunsNames.OrNull(model.ModelType))
            .Add("name", model.Name)
            .Add("source_run_id", MlrunsNames.OrNull(model.SourceRunId))
            .Add("status", (long)model.Status)
            .Add("status_message", null as string));
        files.WriteTexts(Path.Combine(folder, "params"), "param", model.Params.Select(param => KeyValuePair.Create(param.Key, param.Value)), FileThing.LoggedModel, id);
        files.WriteTags(folder, model.Tags, FileThing.LoggedModel, id);
        if (!withMetrics)
            return true;
        files.WriteLines(
            Path.Combine(folder, "metrics"), "metric", model.Metrics.GroupBy(metric => metric.Metric.Key).Select(group => KeyValuePair.Create(group.Key, LinesOf(group, id))),
            FileThing.LoggedModel, id);
        return true;
    }

    /// <returns>Whether the model can be kept.</returns>
    public bool Write(BulkRegisteredModel bulk)
    {
        var (model, name) = (bulk.Model, bulk.Model.Name);
        if (MlrunsNames.FaultOfRegisteredModel(name) is { } fault)
        {
            files.Note(FileThing.RegisteredModel, name, $"It was left out with its versions: {fault}.");
            return false;
        }

        var folder = Path.Combine(files.Root, "models", name);
        files.WriteYaml(folder, MlrunsFiles.Meta, new YamlWriter()
            .AddMap("aliases", [.. model.Aliases.Select(alias => new Tag(alias.Alias, Text(alias.Version)))])
            .Add("creation_timestamp", model.CreationTimestampMs)
            .Add("deployment_job_id", null as string)
            .Add("deployment_job_state", null as string)
            .Add("description", MlrunsNames.OrNull(model.Description))
            .Add("last_updated_timestamp", model.LastUpdatedTimestampMs)
            .Add("name", name));
        files.WriteTags(folder, model.Tags, FileThing.RegisteredModel, name);
        files.WriteTexts(
            Path.Combine(folder, "aliases"), "alias", model.Aliases.Select(alias => KeyValuePair.Create(alias.Alias, Text(alias.Version))), FileThing.RegisteredModel, name);
        foreach (var version in bulk.Versions)
        {
            var place = FolderOf(folder, version.Version);
            Write(version, version.Stage.WireName(), place);
            files.WriteTags(place, version.Tags, FileThing.ModelVersion, $"{name}/{Text(version.Version)}");
        }

        if (bulk.LastVersion > bulk.Versions.Select(version => version.Version).DefaultIfEmpty().Max())
        {
            var time = model.LastUpdatedTimestampMs;
            Write(new ModelVersion(name, bulk.LastVersion, time, time, ModelStage.None, "", "", "", "", "", [], []), DeletedStage, FolderOf(folder, bulk.LastVersion));
        }

        return true;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string FolderOf(string model, long version) => Path.Combine(model, $"version-{Text(version)}");

    /// <summary>Writes the attributes of a version.</summary>
    public void Write(ModelVersion version, string stage, string folder)
    {
        var isLogged = version.Source.StartsWith(ModelScheme, StringComparison.Ordinal) && !version.Source[ModelScheme.Length..].Contains('/', StringComparison.Ordinal);
        files.WriteYaml(folder, MlrunsFiles.Meta, new YamlWriter()
            .Add("creation_timestamp", version.CreationTimestampMs)
            .Add("current_stage", stage)
            .Add("deployment_job_state", null as string)
            .Add("description", MlrunsNames.OrNull(version.Description))
            .Add("last_updated_timestamp", version.LastUpdatedTimestampMs)
            .Add("model_id", isLogged ? version.Source[ModelScheme.Length..] : null)
            .Add("name", version.Name)
            .Add("run_id", MlrunsNames.OrNull(version.RunId))
            .Add("run_link", MlrunsNames.OrNull(version.RunLink))
            .Add("source", version.Source)
            .Add("status", "READY")
            .Add("status_message", null as string)
            .Add("storage_location", version.StorageLocation)
            .Add("user_id", null as string)
            .Add("version", version.Version));
    }

    private IEnumerable<string> LinesOf(IEnumerable<ModelMetric> metrics, string id)
    {
        foreach (var (run, metric) in metrics)
        {
            var shown = MlrunsFiles.Shown(metric.Key);
            if (!IsField(run))
            {
                files.Note(FileThing.LoggedModel, id, $"A value of its metric '{shown}' was left out: MLflow's file store needs the run that logged it.");
                continue;
            }

            var hasDataset = metric.Link is { DatasetName: { } name, DatasetDigest: { } digest } && IsField(name) && IsField(digest);
            if (!hasDataset && metric.Link is not (null or { DatasetName: null, DatasetDigest: null }))
            {
                files.Note(
                    FileThing.LoggedModel, id,
                    $"The dataset '{MlrunsFiles.Shown(metric.Link.DatasetName ?? "")}' of its metric '{shown}' was left out: MLflow's file store needs a name and a digest without blanks.");
            }

            yield return LineOf(metric, run);
        }
    }

    /// <summary>A line of a model's metric, with its dataset where the file can tell of it.</summary>
    public static string LineOf(in Metric metric, string run)
    {
        var dataset = metric.Link is { DatasetName: { } name, DatasetDigest: { } digest } && IsField(name) && IsField(digest) ? $" {name} {digest}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{metric.TimestampMs} {PythonFormat.OfDouble(metric.Value)} {metric.Step} {run}{dataset}");
    }

    /// <summary>Whether a text can be one of the fields of a line, between blanks.</summary>
    private static bool IsField(string text) => text.Length > 0 && TextRules.IsStorable(text) && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
