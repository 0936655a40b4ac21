using Leat.Core;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Traces;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Writes traces as they are, with their assessments and spans: nothing is completed from the spans but what is measured.</summary>
internal sealed class BulkTraces(WriteTransaction transaction)
{
    private readonly HashSet<string> _experiments = new(StringComparer.Ordinal);

    /// <summary>The trace, if all of it can be stored.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an id, key or text that is not allowed.</exception>
    public static Trace Check(Trace trace)
    {
        TraceRules.CheckTraceId(trace.Info.TraceId);
        foreach (var entry in trace.Info.Tags.Concat(trace.Info.Metadata))
        {
            TextRules.CheckLength("key", entry.Key, LogRules.MaxKeyLength);
            TextRules.CheckStorable("key", entry.Key);
            TextRules.CheckStorable("value", entry.Value);
        }

        foreach (var text in (string?[])[trace.Info.ClientRequestId, trace.Info.RequestPreview, trace.Info.ResponsePreview])
            TextRules.CheckStorable("trace", text ?? "");
        foreach (var span in trace.Spans)
            SpanBatch.Check(span);
        foreach (var assessment in trace.Info.Assessments)
            NewAssessment.Create(assessment);
        return trace;
    }

    public async ValueTask<bool> AddAsync(IReadOnlyList<Trace> traces)
    {
        var writes = new SpanWrites(transaction);
        foreach (var trace in traces)
            await AddAsync(trace, writes).ConfigureAwait(false);
        await writes.FlushAsync().ConfigureAwait(false);
        return true;
    }

    private async ValueTask AddAsync(Trace trace, SpanWrites writes)
    {
        var info = trace.Info;
        var experiment = ExperimentKey.Parse(info.ExperimentId);
        await CheckAsync(info, experiment).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            """
            INSERT INTO traces (experiment_id, trace_id, timestamp_ms, duration_ms, state, client_request_id, request_preview, response_preview)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
            """,
            experiment,
            info.TraceId,
            info.RequestTimeMs,
            info.ExecutionDurationMs,
            (long)info.State,
            info.ClientRequestId,
            info.RequestPreview,
            info.ResponsePreview).ConfigureAwait(false);
        var row = new TraceRow(key, experiment, info.RequestTimeMs);
        transaction.NoteTrace(experiment, info.RequestTimeMs);
        await TraceEntries.SetTagsAsync(transaction, row, info.Tags).ConfigureAwait(false);
        await TraceEntries.SetMetadataAsync(transaction, row, info.Metadata).ConfigureAwait(false);
        foreach (var assessment in info.Assessments)
            await SqlAssessmentStore.StoreAsync(transaction, row, assessment).ConfigureAwait(false);
        TraceFigures sum = default;
        foreach (var batch in PreparedSpans.Of(SpanBatch.Of(trace.Spans)))
        {
            await writes.AddAsync(row, batch).ConfigureAwait(false);
            sum = TraceFigures.Add(sum, batch.Figures);
        }

        if ((TokenUsage.Parse(info.FindMetadata(TraceKeys.TokenUsage)) ?? sum.Tokens) is { } tokens)
            await SqlTraceStore.SetTokensAsync(transaction, key, tokens).ConfigureAwait(false);
    }

    private async ValueTask CheckAsync(TraceInfo info, long experiment)
    {
        if (!_experiments.Contains(info.ExperimentId))
        {
            if (await transaction.Session.ScalarAsync($"SELECT 1 FROM experiments e WHERE e.id = @p0 AND {SqlExperimentStore.Present}", experiment)
                .ConfigureAwait(false) is null)
                throw ExperimentKey.NotFound(info.ExperimentId);
            _experiments.Add(info.ExperimentId);
        }

        if (await transaction.Session.ScalarAsync("SELECT 1 FROM traces WHERE trace_id = @p0", info.TraceId).ConfigureAwait(false) is not null)
            throw LeatException.AlreadyExists($"A trace with id={info.TraceId} exists already.");
    }
}
