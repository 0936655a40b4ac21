using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/log-batch</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Metrics">Up to 1,000 points.</param>
/// <param name="Params">Up to 100 params.</param>
/// <param name="Tags">Up to 100 tags.</param>
public sealed record LogBatchRequest(
    string? RunId,
    IReadOnlyList<MetricMessage>? Metrics = null,
    IReadOnlyList<ParamMessage>? Params = null,
    IReadOnlyList<TagMessage>? Tags = null)
{
    /// <summary>The command as it travels.</summary>
    public static LogBatchRequest From(LogBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new LogBatchRequest(
            batch.RunId,
            batch.Metrics.ToMessages(metric => MetricMessage.From(metric)),
            batch.Params.ToMessages(ParamMessage.From),
            batch.Tags.ToMessages(TagMessage.From));
    }

    /// <summary>The command, checked.</summary>
    public LogBatch ToCommand() => LogBatch.Create(
        RunId ?? "",
        Metrics.ToEntities(metric => metric.ToEntity()),
        Params.ToEntities(param => param.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()));
}
