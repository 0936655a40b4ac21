using Leat.Core;

namespace Leat.Protocol;

/// <summary>A point of a metric as it travels.</summary>
/// <param name="Key">At most 250 characters: letters, digits and _ - . space : /. It must be a tidy relative path if it has
/// slashes.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Timestamp">When it was measured: Unix milliseconds, UTC; not negative.</param>
/// <param name="Step">Any 64-bit integer; 0 if left out.</param>
/// <param name="DatasetName">A dataset that it was measured on.</param>
/// <param name="DatasetDigest">The dataset's digest.</param>
/// <param name="ModelId">A logged model that it was measured on.</param>
/// <param name="RunId">The run, in answers about several runs.</param>
internal sealed record MetricMessage(
    string? Key,
    double? Value,
    long? Timestamp,
    long? Step,
    [property: MayBeLeftOut] string? DatasetName = null,
    [property: MayBeLeftOut] string? DatasetDigest = null,
    [property: MayBeLeftOut] string? ModelId = null,
    [property: MayBeLeftOut] string? RunId = null)
{
    internal static MetricMessage Decode(WireFields fields) => new(
        fields.RequireString("key"),
        fields.RequireDouble("value"),
        fields.RequireInt64("timestamp"),
        fields.GetInt64("step"),
        fields.GetString("dataset_name"),
        fields.GetString("dataset_digest"),
        fields.GetString("model_id"));

    public static MetricMessage From(in Metric metric) => new(
        metric.Key,
        metric.Value,
        metric.TimestampMs,
        metric.Step,
        metric.Link?.DatasetName,
        metric.Link?.DatasetDigest,
        metric.Link?.ModelId);

    /// <summary>The point; what is missing is 0.</summary>
    public Metric ToEntity() => new(
        Key ?? "", Value ?? 0, Timestamp ?? 0, Step ?? 0, Link(ModelId, DatasetName, DatasetDigest));

    /// <summary>The point, its key apart.</summary>
    internal MetricPoint ToPoint() => new(Step ?? 0, Timestamp ?? 0, Value ?? 0);

    /// <summary>What a point was measured on; null for nothing. An empty text is no value, as in MLflow.</summary>
    internal static MetricLink? Link(string? modelId, string? datasetName, string? datasetDigest) =>
        string.IsNullOrEmpty(modelId) && string.IsNullOrEmpty(datasetName) && string.IsNullOrEmpty(datasetDigest)
            ? null
            : new MetricLink(NullIfEmpty(modelId), NullIfEmpty(datasetName), NullIfEmpty(datasetDigest));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
