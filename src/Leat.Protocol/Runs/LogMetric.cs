using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/log-metric</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Key">The metric's name: letters, digits and _ - . space : /. It must be a tidy relative path if it has slashes.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Timestamp">When it was measured: Unix milliseconds, UTC; not negative.</param>
/// <param name="Step">Any 64-bit integer; 0 if left out.</param>
/// <param name="ModelId">A logged model that it was measured on.</param>
/// <param name="DatasetName">A dataset that it was measured on; never without its digest.</param>
/// <param name="DatasetDigest">The dataset's digest.</param>
internal sealed record LogMetricRequest(
    string? RunId,
    [property: Limits(most: LogRules.MaxKeyLength)] string? Key,
    double? Value,
    long? Timestamp,
    long? Step = null,
    string? ModelId = null,
    string? DatasetName = null,
    string? DatasetDigest = null) : IWireRequest<LogMetricRequest>
{
    public static LogMetricRequest Decode(WireFields fields) => new(
        fields.RequireString("run_id", alias: "run_uuid"),
        fields.RequireString("key"),
        fields.RequireDouble("value"),
        fields.RequireInt64("timestamp"),
        fields.GetInt64("step"),
        fields.GetString("model_id"),
        fields.GetString("dataset_name"),
        fields.GetString("dataset_digest"));

    public static LogMetricRequest From(string runId, in Metric metric) => new(
        runId,
        metric.Key,
        metric.Value,
        metric.TimestampMs,
        metric.Step,
        metric.Link?.ModelId,
        metric.Link?.DatasetName,
        metric.Link?.DatasetDigest);

    public LogBatch ToCommand() => LogBatch.ForMetric(
        RunId ?? "",
        new Metric(Key ?? "", Value ?? 0, Timestamp ?? 0, Step ?? 0, MetricMessage.Link(ModelId, DatasetName, DatasetDigest)));
}
