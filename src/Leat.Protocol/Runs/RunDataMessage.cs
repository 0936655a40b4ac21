using Leat.Core;

namespace Leat.Protocol;

/// <summary>What a run logged, as it travels.</summary>
/// <param name="Metrics">The latest point of each metric; left out when there are none.</param>
/// <param name="Params">Left out when there are none.</param>
/// <param name="Tags">Left out when there are none.</param>
internal sealed record RunDataMessage(
    IReadOnlyList<MetricMessage>? Metrics, IReadOnlyList<ParamMessage>? Params, IReadOnlyList<TagMessage>? Tags)
{
    public static RunDataMessage From(RunData data) => new(
        data.Metrics.ToMessages(metric => MetricMessage.From(metric)),
        data.Params.ToMessages(ParamMessage.From),
        data.Tags.ToMessages(TagMessage.From));

    public RunData ToEntity() => new(
        Metrics.ToEntities(metric => metric.ToEntity()),
        Params.ToEntities(param => param.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()));
}
