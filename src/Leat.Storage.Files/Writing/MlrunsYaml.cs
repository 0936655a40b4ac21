using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>What stands in the files of experiments and runs.</summary>
internal static class MlrunsYaml
{
    /// <summary>MLflow's number for what runs on this machine, which its file store writes for all.</summary>
    private const int LocalSource = 4;

    public static YamlWriter Of(Experiment experiment) => new YamlWriter()
        .Add("artifact_location", experiment.ArtifactLocation)
        .Add("creation_time", experiment.CreationTimeMs)
        .Add("experiment_id", experiment.ExperimentId)
        .Add("last_update_time", experiment.LastUpdateTimeMs)
        .Add("lifecycle_stage", experiment.LifecycleStage.WireName())
        .Add("name", experiment.Name);

    /// <param name="info">The run.</param>
    /// <param name="deletedTime">When it was deleted, Unix milliseconds UTC, if it is.</param>
    public static YamlWriter Of(RunInfo info, long deletedTime)
    {
        var meta = new YamlWriter().Add("artifact_uri", info.ArtifactUri);
        if (info.LifecycleStage == LifecycleStage.Deleted)
            meta.Add("deleted_time", deletedTime);
        return meta
            .Add("end_time", info.EndTimeMs)
            .Add("entry_point_name", "")
            .Add("experiment_id", info.ExperimentId)
            .Add("lifecycle_stage", info.LifecycleStage.WireName())
            .Add("run_id", info.RunId)
            .Add("run_name", info.RunName)
            .Add("source_name", "")
            .Add("source_type", LocalSource)
            .Add("source_version", "")
            .Add("start_time", info.StartTimeMs)
            .Add("status", (long)info.Status)
            .AddEmptyList("tags")
            .Add("user_id", info.UserId);
    }

    public static YamlWriter Of(Dataset dataset) => new YamlWriter()
        .Add("digest", dataset.Digest)
        .Add("name", dataset.Name)
        .Add("profile", dataset.Profile)
        .Add("schema", dataset.Schema)
        .Add("source", dataset.Source)
        .Add("source_type", dataset.SourceType);

    /// <param name="source">The id of the dataset or model that a run used.</param>
    /// <param name="type">Which of them it is: <c>DATASET</c> or <c>MODEL</c>.</param>
    /// <param name="tags">Those whose keys YAML cannot hold are left out.</param>
    public static YamlWriter OfInput(string source, string type, IReadOnlyList<Tag> tags) => new YamlWriter()
        .Add("destination_id", source)
        .Add("destination_type", "RUN")
        .Add("source_id", source)
        .Add("source_type", type)
        .AddMap("tags", [.. tags.Where(tag => YamlWriter.CanBeKey(tag.Key))]);

    public static YamlWriter Of(ModelOutput output) => new YamlWriter()
        .Add("destination_id", output.ModelId)
        .Add("destination_type", "MODEL_OUTPUT")
        .Add("source_id", output.ModelId)
        .Add("source_type", "RUN_OUTPUT")
        .Add("step", output.Step)
        .AddMap("tags", []);

    /// <summary>A line of a run's metric, without the dataset: MLflow takes the step of a line that names one for 0.</summary>
    public static string LineOf(in MetricPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.TimestampMs} {PythonFormat.OfDouble(point.Value)} {point.Step}");
}
