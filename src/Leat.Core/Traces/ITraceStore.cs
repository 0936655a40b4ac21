namespace Leat.Core;

/// <summary>Keeps traces. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface ITraceStore
{
    /// <summary>Makes a trace in an active experiment. If it is there already, as when its spans were faster, what is given replaces what
    /// it has; what is not given stays. Repeating it changes nothing.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted, or the trace belongs to another.</exception>
    Task<TraceInfo> StartTraceAsync(NewTrace trace, CancellationToken cancellationToken = default);

    /// <summary>Ends a trace: sets its state, and the duration by its start.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task<TraceInfo> EndTraceAsync(TraceEnd ending, CancellationToken cancellationToken = default);

    /// <summary>A trace without its spans.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task<TraceInfo> GetTraceInfoAsync(string traceId, CancellationToken cancellationToken = default);

    /// <summary>One page of the traces that match.</summary>
    Task<Page<TraceInfo>> SearchTracesAsync(TraceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task SetTraceTagAsync(string traceId, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace or tag.</exception>
    Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default);

    /// <summary>Deletes traces for good, their files aside, in short transactions.</summary>
    /// <returns>How many.</returns>
    Task<long> DeleteTracesAsync(TraceDeletion deletion, CancellationToken cancellationToken = default);

    /// <summary>Links traces to a run. Links that are there already stay.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    Task LinkTracesToRunAsync(TraceLinks links, CancellationToken cancellationToken = default);

    /// <summary>Counts how often two filters find the same traces.</summary>
    Task<FilterCorrelation> CorrelateAsync(CorrelationQuery query, CancellationToken cancellationToken = default);
}
