using System.Data.Common;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Writes logged models.</summary>
internal sealed class MlflowModelWriter(DbConnection connection) : IAsyncDisposable
{
    private readonly TableWriter _models = new(
        connection, "logged_models", "model_id", "experiment_id", "name", "artifact_location", "creation_timestamp_ms", "last_updated_timestamp_ms", "status",
        "lifecycle_stage", "model_type", "source_run_id");

    private readonly TableWriter _params = new(connection, "logged_model_params", "model_id", "experiment_id", "param_key", "param_value");
    private readonly TableWriter _tags = new(connection, "logged_model_tags", "model_id", "experiment_id", "tag_key", "tag_value");
    private readonly TableWriter _metrics = new(
        connection, "logged_model_metrics", "model_id", "metric_name", "metric_timestamp_ms", "metric_step", "metric_value", "experiment_id", "run_id",
        "dataset_name", "dataset_digest");

    /// <returns>How many of its metric values MLflow's table, which keeps one for each run, key, time and step, cannot hold.</returns>
    public async Task<int> WriteAsync(BulkModel bulk)
    {
        var (model, id) = (bulk.Model, bulk.Model.ModelId);
        var experiment = MlflowValues.ExperimentId(model.ExperimentId);
        await _models.AddAsync(
            id, experiment, model.Name, model.ArtifactUri, model.CreationTimestampMs, bulk.DeletedTimeMs ?? model.LastUpdatedTimestampMs, (long)model.Status,
            bulk.DeletedTimeMs is null ? "active" : "deleted", model.ModelType, model.SourceRunId).ConfigureAwait(false);
        foreach (var param in model.Params)
            await _params.AddAsync(id, experiment, param.Key, param.Value).ConfigureAwait(false);
        foreach (var tag in model.Tags)
            await _tags.AddAsync(id, experiment, tag.Key, tag.Value).ConfigureAwait(false);
        var written = new HashSet<(string, string, long, long)>();
        foreach (var (run, metric) in model.Metrics)
        {
            if (!written.Add((run, metric.Key, metric.TimestampMs, metric.Step)))
                continue;
            await _metrics.AddAsync(
                id, metric.Key, metric.TimestampMs, metric.Step, double.IsNaN(metric.Value) ? null : metric.Value, experiment, run, metric.Link?.DatasetName,
                metric.Link?.DatasetDigest).ConfigureAwait(false);
        }

        return model.Metrics.Count - written.Count;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in (TableWriter[])[_models, _params, _tags, _metrics])
            await table.DisposeAsync().ConfigureAwait(false);
    }
}
