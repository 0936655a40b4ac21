namespace Leat.Core;

/// <summary>A valid request to link traces to a run.</summary>
public sealed record TraceLinks
{
    private TraceLinks(string runId, IReadOnlyList<string> traceIds)
    {
        RunId = runId;
        TraceIds = traceIds;
    }

    /// <summary>The run; it must exist.</summary>
    public string RunId { get; }

    /// <summary>Up to <see cref="TraceRules.MaxLinkedTraces"/> distinct ids. They need not exist yet: clients send traces in the
    /// background.</summary>
    public IReadOnlyList<string> TraceIds { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: too many ids, or an invalid one.</exception>
    public static TraceLinks Create(string runId, IReadOnlyList<string> traceIds)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        if (traceIds.Count > TraceRules.MaxLinkedTraces)
        {
            throw LeatException.InvalidParameter(
                $"Cannot link more than {TraceRules.MaxLinkedTraces} traces to a run in a single request. Provided {traceIds.Count} traces.");
        }

        foreach (var traceId in traceIds)
            TraceRules.CheckTraceId(traceId, "trace_ids");
        return new TraceLinks(runId, [.. traceIds.Distinct(StringComparer.Ordinal)]);
    }
}
