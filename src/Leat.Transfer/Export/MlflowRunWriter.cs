using System.Data.Common;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Writes experiments and runs.</summary>
internal sealed class MlflowRunWriter(DbConnection connection, TimeProvider clock) : IAsyncDisposable
{
    private readonly TableWriter _experiments = new(connection, "experiments", "experiment_id", "name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time");
    private readonly TableWriter _experimentTags = new(connection, "experiment_tags", "key", "value", "experiment_id");
    private readonly TableWriter _runs = new(
        connection, "runs", "run_uuid", "name", "source_type", "source_name", "entry_point_name", "user_id", "status", "start_time", "end_time", "source_version",
        "lifecycle_stage", "artifact_uri", "experiment_id", "deleted_time");

    private readonly TableWriter _params = new(connection, "params", "key", "value", "run_uuid");
    private readonly TableWriter _tags = new(connection, "tags", "key", "value", "run_uuid");
    private readonly TableWriter _metrics = new(connection, "metrics", "key", "value", "timestamp", "run_uuid", "step", "is_nan");
    private readonly TableWriter _latest = new(connection, "latest_metrics", "key", "value", "timestamp", "step", "is_nan", "run_uuid");
    private readonly TableWriter _datasets = new(
        connection, "datasets", "dataset_uuid", "experiment_id", "name", "digest", "dataset_source_type", "dataset_source", "dataset_schema", "dataset_profile");

    private readonly TableWriter _inputs = new(connection, "inputs", "input_uuid", "source_type", "source_id", "destination_type", "destination_id", "step");
    private readonly TableWriter _inputTags = new(connection, "input_tags", "input_uuid", "name", "value");
    private readonly Dictionary<(long Experiment, string Name, string Digest), string> _datasetIds = [];

    public async Task WriteAsync(Experiment experiment)
    {
        var id = MlflowValues.ExperimentId(experiment.ExperimentId);
        await _experiments.AddAsync(
            id, experiment.Name, experiment.ArtifactLocation, experiment.LifecycleStage.WireName(), experiment.CreationTimeMs, experiment.LastUpdateTimeMs).ConfigureAwait(false);
        foreach (var tag in experiment.Tags)
            await _experimentTags.AddAsync(tag.Key, tag.Value, id).ConfigureAwait(false);
    }

    /// <returns>How many points its metrics have.</returns>
    public async Task<long> WriteAsync(BulkRun run)
    {
        var (info, id) = (run.Info, run.Info.RunId);
        var experiment = MlflowValues.ExperimentId(info.ExperimentId);
        long? deleted = info.LifecycleStage == LifecycleStage.Deleted ? run.DeletedTimeMs ?? clock.GetUtcNow().ToUnixTimeMilliseconds() : null;
        await _runs.AddAsync(
            id, info.RunName, "UNKNOWN", "", "", info.UserId, info.Status.WireName(), info.StartTimeMs, info.EndTimeMs, "", info.LifecycleStage.WireName(),
            info.ArtifactUri, experiment, deleted).ConfigureAwait(false);
        foreach (var param in run.Params)
            await _params.AddAsync(param.Key, param.Value, id).ConfigureAwait(false);
        foreach (var tag in run.Tags)
            await _tags.AddAsync(tag.Key, tag.Value, id).ConfigureAwait(false);
        foreach (var input in run.Inputs.Datasets)
            await WriteAsync(input, experiment, id).ConfigureAwait(false);
        foreach (var model in run.Inputs.ModelIds)
            await _inputs.AddAsync(MlflowValues.NewId(), "RUN_INPUT", id, "MODEL_INPUT", model, 0L).ConfigureAwait(false);
        foreach (var output in run.Outputs)
            await _inputs.AddAsync(MlflowValues.NewId(), "RUN_OUTPUT", id, "MODEL_OUTPUT", output.ModelId, output.Step).ConfigureAwait(false);
        var points = 0L;
        foreach (var series in run.Metrics)
            points += await WriteAsync(series, id).ConfigureAwait(false);
        return points;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in (TableWriter[])[_experiments, _experimentTags, _runs, _params, _tags, _metrics, _latest, _datasets, _inputs, _inputTags])
            await table.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The last point in the order of steps is what MLflow keeps as the latest.</summary>
    private async Task<long> WriteAsync(BulkSeries series, string run)
    {
        var count = 0L;
        MetricPoint last = default;
        foreach (var point in series.Points)
        {
            if (count > 0 && point.Equals(last))
                continue;
            await _metrics.AddAsync(series.Key, ValueOf(point), point.TimestampMs, run, point.Step, double.IsNaN(point.Value)).ConfigureAwait(false);
            (last, count) = (point, count + 1);
        }

        if (count > 0)
            await _latest.AddAsync(series.Key, ValueOf(last), last.TimestampMs, last.Step, double.IsNaN(last.Value), run).ConfigureAwait(false);
        return count;
    }

    /// <summary>Not a number is told by a column of its own.</summary>
    private static double ValueOf(MetricPoint point) => double.IsNaN(point.Value) ? 0 : point.Value;

    private async Task WriteAsync(DatasetInput input, long experiment, string run)
    {
        var dataset = input.Dataset;
        if (!_datasetIds.TryGetValue((experiment, dataset.Name, dataset.Digest), out var id))
        {
            _datasetIds[(experiment, dataset.Name, dataset.Digest)] = id = MlflowValues.NewId();
            await _datasets.AddAsync(id, experiment, dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema, dataset.Profile).ConfigureAwait(false);
        }

        var link = MlflowValues.NewId();
        await _inputs.AddAsync(link, "DATASET", id, "RUN", run, 0L).ConfigureAwait(false);
        foreach (var tag in input.Tags)
            await _inputTags.AddAsync(link, tag.Key, tag.Value).ConfigureAwait(false);
    }
}
