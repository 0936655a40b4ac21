namespace Leat.Core;

/// <summary>Stores traces. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface ITraceStore
{
    /// <summary>Creates a trace in an active experiment. If it already exists, because its spans arrived first, given values replace its
    /// values and the others stay; if it is in another experiment, it moves to this one, as the place where a trace begins is not always
    /// where it is kept. Repeating the call changes nothing.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted.</exception>
    Task<TraceInfo> StartTraceAsync(NewTrace trace, CancellationToken cancellationToken = default);

    /// <summary>Ends a trace: sets its state, and its duration from its start.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task<TraceInfo> EndTraceAsync(TraceEnd ending, CancellationToken cancellationToken = default);

    /// <summary>A trace without its spans.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task<TraceInfo> GetTraceInfoAsync(string traceId, CancellationToken cancellationToken = default);

    /// <summary>Traces without their spans, in the order of the ids. Missing ones are skipped.</summary>
    Task<IReadOnlyList<TraceInfo>> GetTraceInfosAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching traces.</summary>
    Task<Page<TraceInfo>> SearchTracesAsync(TraceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag, replacing any earlier value.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task SetTraceTagAsync(string traceId, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace or tag.</exception>
    Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default);

    /// <summary>Deletes traces for good, without their files, in short transactions.</summary>
    /// <returns>The number of traces deleted.</returns>
    Task<long> DeleteTracesAsync(TraceDeletion deletion, CancellationToken cancellationToken = default);

    /// <summary>Links traces to a run. Existing links stay.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    Task LinkTracesToRunAsync(TraceLinks links, CancellationToken cancellationToken = default);

    /// <summary>Notes which prompts a trace used; searches find it by them. Those noted before stay.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace.</exception>
    Task LinkPromptsAsync(TracePrompts prompts, CancellationToken cancellationToken = default);

    /// <summary>Counts how often two filters match the same traces.</summary>
    Task<FilterCorrelation> CorrelateAsync(CorrelationQuery query, CancellationToken cancellationToken = default);

    /// <summary>Measures traces, spans or assessments in groups.</summary>
    /// <returns>A point for each group that has a value, ordered by the time, then by the other dimensions as the request names them.</returns>
    Task<IReadOnlyList<TraceMetricPoint>> MeasureAsync(TraceMetricQuery query, CancellationToken cancellationToken = default);

    /// <summary>Stores spans of one or more traces: all of them, or none if one is invalid. Many spans take several transactions, so that
    /// others may write in between; a call that fails in mid-way is repeated. A missing trace is created: it starts with its first span, lasts until the
    /// end of its last, and is in progress until its root has ended. An existing trace is completed: its times widen, its state is set
    /// unless it has ended, previews are set if it has none, its spans' tokens and costs are summed, and its tags say that spans are in the store. A
    /// span sent again replaces the earlier one, so the call may be repeated.</summary>
    /// <param name="experimentId">The experiment of traces that are new. One that exists stays in its own.</param>
    /// <param name="spans">In any order; may be empty.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted, or a span has an id, name or time
    /// that is not allowed.</exception>
    Task LogSpansAsync(string experimentId, IReadOnlyList<Span> spans, CancellationToken cancellationToken = default);

    /// <summary>Traces with their spans, in the order of the ids. Missing ones are skipped.</summary>
    Task<IReadOnlyList<Trace>> GetTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default);
}
