using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <content>Spans.</content>
internal sealed partial class SqlTraceStore
{
    /// <summary>The approximate number of characters of spans in one statement: databases limit the size of packets.</summary>
    private const int MaxCharacters = 1 << 19;

    /// <summary>Spans in one transaction, so that other writers wait some tens of milliseconds at most.</summary>
    private const int MaxSpans = 2_000;

    public async Task LogSpansAsync(string experimentId, IReadOnlyList<Span> spans, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(experimentId);
        var batches = SpanBatch.Of(spans);
        if (batches.Count == 0)
            await LogAsync(experiment, experimentId, [], cancellationToken).ConfigureAwait(false);
        foreach (var piece in SpanBatch.InPieces(batches, MaxSpans))
            await LogAsync(experiment, experimentId, piece, cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<Trace>> GetTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync<IReadOnlyList<Trace>>(
            async session =>
            {
                var keys = await FindAsync(session, traceIds, cancellationToken).ConfigureAwait(false);
                var infos = await new TraceHydrator(database, session, cancellationToken).ReadAsync(keys).ConfigureAwait(false);
                var spans = await ReadSpansAsync(session, keys, cancellationToken).ConfigureAwait(false);
                return [.. infos.Select(info => new Trace(info, [.. spans[info.TraceId]]))];
            },
            cancellationToken);

    private Task<bool> LogAsync(long experiment, string experimentId, IReadOnlyList<SpanBatch> batches, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            TraceEntries.Needs(database, [TraceKeys.ArtifactLocation, TraceKeys.SpansLocation, TraceKeys.TokenUsage]),
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, experimentId).ConfigureAwait(false);

                // All checks before the first write. The locks, taken in the order of ids, also let servers that add spans to one trace see
                // each other's times and sums.
                var found = new TraceRow?[batches.Count];
                for (var i = 0; i < batches.Count; i++)
                    found[i] = await TraceRow.TryLockAsync(transaction, batches[i].TraceId).ConfigureAwait(false);

                for (var i = 0; i < batches.Count; i++)
                {
                    var row = found[i] ?? await InsertAsync(transaction, batches[i], experiment).ConfigureAwait(false);
                    await WriteSpansAsync(transaction, row, batches[i]).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    /// <summary>The row of a trace whose spans arrived before the trace itself.</summary>
    private static async ValueTask<TraceRow> InsertAsync(WriteTransaction transaction, SpanBatch batch, long experiment)
    {
        var key = await transaction.InsertAsync(
            "INSERT INTO traces (experiment_id, trace_id, timestamp_ms, state) VALUES (@p0, @p1, @p2, @p3)",
            experiment,
            batch.TraceId,
            batch.StartMs,
            (long)TraceState.InProgress).ConfigureAwait(false);
        var row = new TraceRow(key, experiment, batch.StartMs);
        await TraceEntries.SetTagsAsync(
            transaction, row, await TagsOfAsync(transaction, [], experiment, batch.TraceId, storesSpans: true).ConfigureAwait(false))
            .ConfigureAwait(false);
        return row;
    }

    private static async ValueTask WriteSpansAsync(WriteTransaction transaction, TraceRow row, SpanBatch batch)
    {
        var rows = new List<object?[]>();
        var (characters, hasTokens) = (0, false);
        foreach (var span in batch.Spans)
        {
            var (json, tokens) = (SpanJson.Write(span), SpanBatch.TokensOf(span));
            hasTokens |= tokens is not null;
            if (rows.Count > 0 && characters + json.Length > MaxCharacters)
            {
                await transaction.WriteRowsAsync(RowWrites.Span, rows).ConfigureAwait(false);
                rows = [];
                characters = 0;
            }

            characters += json.Length;
            rows.Add(
            [
                row.Key, span.SpanId, span.ParentSpanId, span.Name, SpanBatch.TypeOf(span), (long)span.Status, span.StartUnixNano, span.EndUnixNano,
                tokens?.Input, tokens?.Output, tokens?.Total, json,
            ]);
        }

        await transaction.WriteRowsAsync(RowWrites.Span, rows).ConfigureAwait(false);
        await CompleteAsync(transaction, row, batch).ConfigureAwait(false);
        // Of a trace in pieces only the last one sums, since each sum reads all its spans; the tokens may be in an earlier piece.
        if (batch.IsPiece ? batch.IsLast : hasTokens)
            await SumTokensAsync(transaction, row).ConfigureAwait(false);
    }

    /// <summary>Widens the times of a trace to include its spans, and takes over what its root span says.</summary>
    private static async ValueTask CompleteAsync(WriteTransaction transaction, TraceRow row, SpanBatch batch)
    {
        var (startMs, durationMs, state) = await TimesAsync(transaction.Session, row.Key).ConfigureAwait(false);
        var start = Math.Min(startMs, batch.StartMs);
        var end = Later(startMs + durationMs, batch.EndMs);
        var isOpen = state is TraceState.InProgress or TraceState.Unspecified;
        await transaction.WriteAsync(
            """
            UPDATE traces SET timestamp_ms = @p1, duration_ms = @p2, state = @p3, request_preview = COALESCE(request_preview, @p4),
              response_preview = COALESCE(response_preview, @p5)
            WHERE id = @p0
            """,
            row.Key,
            start,
            end - start,
            (long)(isOpen ? batch.State ?? state : state),
            batch.RequestPreview,
            batch.ResponsePreview).ConfigureAwait(false);
    }

    private static async ValueTask<(long StartMs, long? DurationMs, TraceState State)> TimesAsync(SqlSession session, long trace)
    {
        var found = await session.ReadAsync(
            "SELECT timestamp_ms, duration_ms, state FROM traces WHERE id = @p0",
            [trace],
            row => (row.NextInt64(), row.NextInt64OrNull(), (TraceState)row.NextInt64()),
            CancellationToken.None).ConfigureAwait(false);
        return found is [var times] ? times : throw new InvalidOperationException("A trace that is locked has gone.");
    }

    private static long? Later(long? one, long? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    /// <summary>Sums the tokens of all spans stored, so that spans sent again do not count twice.</summary>
    private static async ValueTask SumTokensAsync(WriteTransaction transaction, TraceRow row)
    {
        var usage = await transaction.Session.ReadAsync(
            """
            SELECT COALESCE(SUM(input_tokens), 0), COALESCE(SUM(output_tokens), 0), COALESCE(SUM(total_tokens), 0) FROM spans WHERE trace = @p0
              AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL OR total_tokens IS NOT NULL) HAVING COUNT(*) > 0
            """,
            [row.Key],
            sums => new TokenUsage(sums.NextSum(), sums.NextSum(), sums.NextSum()),
            CancellationToken.None).ConfigureAwait(false);
        if (usage.Count == 0)
            return;
        await TraceEntries.SetMetadataAsync(transaction, row, [new Tag(TraceKeys.TokenUsage, usage[0].ToJson())]).ConfigureAwait(false);
    }

    /// <summary>The numbers of traces, in the order of their ids.</summary>
    private async Task<List<long>> FindAsync(SqlSession session, IReadOnlyList<string> traceIds, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, long>(StringComparer.Ordinal);
        await session.ReadEachAsync(
            $"""
            SELECT t.trace_id, t.id FROM traces t JOIN experiments e ON e.id = t.experiment_id
            WHERE {database.Syntax.InTexts("t.trace_id", "@p0")} AND e.stage <> {StageSql.Purged}
            """,
            [database.Syntax.ListOf(traceIds)],
            row => keys[row.NextText()] = row.NextInt64(),
            cancellationToken).ConfigureAwait(false);
        return [.. traceIds.Distinct(StringComparer.Ordinal).Where(keys.ContainsKey).Select(id => keys[id])];
    }

    /// <summary>The spans of traces, each trace's root first and the others as they began. They are sorted here: a database that sorts would hold
    /// all of them once more.</summary>
    private async Task<ILookup<string, Span>> ReadSpansAsync(SqlSession session, List<long> traces, CancellationToken cancellationToken)
    {
        var spans = await session.ReadAsync(
            $"""
            SELECT t.trace_id, s.content FROM spans s JOIN traces t ON t.id = s.trace WHERE {database.Syntax.InList("s.trace", "@p0")}
            """,
            [database.Syntax.ListOf(traces)],
            row =>
            {
                var (traceId, content) = (row.NextText(), row.NextText());

                // Its values lie in it once more, and while it is read, so do its bytes.
                session.Share?.Add(sizeof(char) * (long)content.Length);
                return SpanJson.Read(traceId, content);
            },
            cancellationToken).ConfigureAwait(false);
        return spans.OrderBy(span => span.ParentSpanId is not null).ThenBy(span => span.StartUnixNano)
            .ThenBy(span => span.SpanId, StringComparer.Ordinal)
            .ToLookup(span => span.TraceId, StringComparer.Ordinal);
    }
}
