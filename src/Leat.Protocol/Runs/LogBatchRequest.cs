using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/log-batch</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Metrics">Points of metrics.</param>
/// <param name="Params">Params, each key once.</param>
/// <param name="Tags">Tags; of several with one key the last counts.</param>
internal sealed record LogBatchRequest(
    string? RunId,
    [property: Limits(most: LogRules.MaxMetricsPerBatch)] IReadOnlyList<MetricMessage>? Metrics = null,
    [property: Limits(most: LogRules.MaxParamsPerBatch)] IReadOnlyList<ParamMessage>? Params = null,
    [property: Limits(most: LogRules.MaxTagsPerBatch)] IReadOnlyList<TagMessage>? Tags = null) : IWireRequest<LogBatchRequest>
{
    public static LogBatchRequest Decode(WireFields fields)
    {
        var runId = fields.RequireString("run_id");
        var metrics = Entries(fields, "metrics", "key", "value", "timestamp");
        var parameters = Entries(fields, "params", "key");
        var tags = Entries(fields, "tags", "key");
        return new LogBatchRequest(
            runId, metrics.Decode(MetricMessage.Decode), parameters.Decode(ParamMessage.Decode), tags.Decode(TagMessage.Decode));
    }

    public static LogBatchRequest From(LogBatch batch) => new(
        batch.RunId,
        batch.Metrics.ToMessages(metric => MetricMessage.From(metric)),
        batch.Params.ToMessages(ParamMessage.From),
        batch.Tags.ToMessages(TagMessage.From));

    public LogBatch ToCommand(InputLimits limits) => LogBatch.Create(
        RunId ?? "",
        Metrics.ToEntities(metric => metric.ToEntity()),
        Params.ToEntities(param => param.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()),
        limits);

    /// <summary>The entries of a list, each with its required fields: MLflow checks those of all lists before it minds any type.</summary>
    private static IReadOnlyList<WireFields> Entries(WireFields fields, string name, params ReadOnlySpan<string> required)
    {
        var entries = fields.GetMessages(name) ?? [];
        foreach (var entry in entries)
            entry.RequireAll(required);
        return entries;
    }
}
