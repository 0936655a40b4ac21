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

    /// <summary>Stores spans of one or more traces: all of them or none. A trace that is not there yet is made: it began with its first
    /// span, took until the end of its last, and is in progress until its root has ended. One that is there is completed: its times
    /// widen, its state is set if it has not ended, previews if it has none, and the tokens of its spans are summed. Spans sent again replace
    /// themselves, so that the call may be repeated.</summary>
    /// <param name="experimentId">The experiment that the traces belong to.</param>
    /// <param name="spans">In any order; none is nothing to do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted, a trace belongs to another, or a span has an id, name or time
    /// that is not allowed.</exception>
    Task LogSpansAsync(string experimentId, IReadOnlyList<Span> spans, CancellationToken cancellationToken = default);

    /// <summary>Traces with their spans, in the order of the ids. Those that are not there are left out.</summary>
    Task<IReadOnlyList<Trace>> GetTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default);
}
