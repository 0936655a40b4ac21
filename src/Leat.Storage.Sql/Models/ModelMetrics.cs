using Leat.Core;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Models;

/// <summary>Metrics that name a model: plain rows, since they are few and searched by value. Written in the same transaction as the
/// run's points.</summary>
internal static class ModelMetrics
{
    /// <summary>The numbers of all models that a batch names.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: one of them is unknown.</exception>
    public static async ValueTask<Dictionary<string, long>?> FindModelsAsync(WriteTransaction transaction, IReadOnlyList<Metric> metrics)
    {
        Dictionary<string, long>? models = null;
        foreach (var metric in metrics)
        {
            if (metric.Link?.ModelId is not { Length: > 0 } modelId || models?.ContainsKey(modelId) == true)
                continue;
            models ??= new Dictionary<string, long>(StringComparer.Ordinal);
            models.Add(modelId, await ModelState.FindKeyAsync(transaction, modelId).ConfigureAwait(false)
                ?? throw LeatException.InvalidParameter(
                    $"Logged model with ID '{modelId}' not found. Create the model before metrics are logged for it."));
        }

        return models;
    }

    /// <summary>Stores the points that name a model; identical ones once.</summary>
    public static async ValueTask AddAsync(
        WriteTransaction transaction, RunState run, IReadOnlyList<Metric> metrics, Dictionary<string, long> models)
    {
        foreach (var metric in metrics)
        {
            if (metric.Link?.ModelId is not { Length: > 0 } modelId)
                continue;
            await transaction.WriteRowAsync(
                RowWrites.ModelMetric,
                models[modelId],
                await transaction.InternAsync(metric.Key).ConfigureAwait(false),
                run.Key,
                metric.TimestampMs,
                metric.Step,
                MetricValues.NanAsZero(metric.Value),
                double.IsNaN(metric.Value) ? 1L : 0L,
                metric.Link.DatasetName ?? "",
                metric.Link.DatasetDigest ?? "").ConfigureAwait(false);
        }
    }
}
