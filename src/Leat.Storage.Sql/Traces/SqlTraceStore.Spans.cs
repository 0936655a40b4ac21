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
    /// <summary>The names that spans may give their trace.</summary>
    private static readonly string[] NamesOfSpans =
    [
        TraceKeys.ArtifactLocation, TraceKeys.SpansLocation, TraceKeys.TokenUsage, TraceKeys.Cost, TraceKeys.Session, TraceKeys.User,
    ];

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

    private Task<bool> LogAsync(long experiment, string experimentId, IReadOnlyList<SpanBatch> batches, CancellationToken cancellationToken)
    {
        var spans = PreparedSpans.Of(batches);
        return database.Writes.WriteAsync(
            TraceEntries.Needs(database, NamesOfSpans),
            async transaction =>
            {
                var location = await SqlExperimentStore.CheckActiveAsync(transaction, experiment, experimentId).ConfigureAwait(false);

                // All checks before the first write. The locks, taken in the order of ids, also let servers that add spans to one trace see
                // each other's times and sums.
                var found = await TraceRow.LockAllAsync(transaction, [.. spans.Select(trace => trace.TraceId)]).ConfigureAwait(false);
                var writes = new SpanWrites(transaction);
                await MakeAsync(transaction, writes, [.. spans.Where(trace => !found.ContainsKey(trace.TraceId))], experiment, location)
                    .ConfigureAwait(false);
                foreach (var trace in spans)
                {
                    if (found.TryGetValue(trace.TraceId, out var row))
                        await CompleteAsync(transaction, writes, row, trace).ConfigureAwait(false);
                }

                await writes.FlushAsync().ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Makes traces whose spans arrived before the traces themselves.</summary>
    private static async ValueTask MakeAsync(
        WriteTransaction transaction, SpanWrites writes, IReadOnlyList<PreparedSpans> traces, long experiment, string location)
    {
        if (traces.Count == 0)
            return;
        await transaction.WriteRowsAsync(RowWrites.Trace, [.. traces.Select(trace => RowOf(trace, experiment))]).ConfigureAwait(false);
        var made = await TraceRow.FindAllAsync(transaction.Session, [.. traces.Select(trace => trace.TraceId)]).ConfigureAwait(false);
        foreach (var trace in traces)
        {
            var row = made[trace.TraceId];
            transaction.NoteTrace(experiment, trace.StartMs);
            foreach (var (name, value) in PlacesOf(location, trace.TraceId, storesSpans: true))
                await writes.SetTagAsync(row, name, value).ConfigureAwait(false);
            await writes.AddAsync(row, trace).ConfigureAwait(false);
            await NoteFiguresAsync(writes, row, trace.Figures).ConfigureAwait(false);
            await KeepOwnersAsync(writes, row, trace).ConfigureAwait(false);
        }
    }

    private static object?[] RowOf(PreparedSpans trace, long experiment)
    {
        var tokens = trace.Figures.Tokens;
        return
        [
            experiment, trace.TraceId, trace.StartMs, trace.EndMs - trace.StartMs, (long)(trace.State ?? TraceState.InProgress), null,
            trace.RequestPreview, trace.ResponsePreview,
            tokens?.Input, tokens?.Output, tokens?.Total, tokens?.CacheRead, tokens?.CacheCreation,
        ];
    }

    /// <summary>Widens the times of a trace to include its spans, and takes over what its root span says.</summary>
    private static async ValueTask CompleteAsync(WriteTransaction transaction, SpanWrites writes, TraceRow row, PreparedSpans batch)
    {
        var place = await transaction.InternAsync(TraceKeys.SpansLocation).ConfigureAwait(false);
        var (startMs, durationMs, state, isInStore) = await StateAsync(transaction.Session, row.Key, place).ConfigureAwait(false);
        if (!isInStore)
            await writes.SetTagAsync(row, TraceKeys.SpansLocation, TraceKeys.TrackingStore).ConfigureAwait(false);
        var start = Math.Min(startMs, batch.StartMs);
        var end = Later(startMs + durationMs, batch.EndMs);
        transaction.NoteTrace(row.Experiment, startMs);
        transaction.NoteTrace(row.Experiment, start);
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
        await writes.AddAsync(row, batch).ConfigureAwait(false);

        // Of a trace in pieces only the last one sums, since each sum reads all its spans; the figures may be in an earlier piece.
        if (batch.IsPiece ? batch.IsLast : !batch.Figures.IsEmpty)
        {
            await writes.FlushAsync().ConfigureAwait(false);
            await SetFiguresAsync(transaction, writes, row, await SumAsync(transaction.Session, row.Key).ConfigureAwait(false)).ConfigureAwait(false);
        }

        await KeepOwnersAsync(writes, row, batch).ConfigureAwait(false);
    }

    /// <summary>Notes whose request a trace is and which conversation it is part of, unless the trace says so itself.</summary>
    private static async ValueTask KeepOwnersAsync(SpanWrites writes, TraceRow row, PreparedSpans batch)
    {
        await writes.KeepMetadataAsync(row, TraceKeys.Session, batch.Session).ConfigureAwait(false);
        await writes.KeepMetadataAsync(row, TraceKeys.User, batch.User).ConfigureAwait(false);
    }

    private static async ValueTask SetFiguresAsync(WriteTransaction transaction, SpanWrites writes, TraceRow row, TraceFigures figures)
    {
        if (figures.Tokens is { } tokens)
            await SetTokensAsync(transaction, row.Key, tokens).ConfigureAwait(false);
        await NoteFiguresAsync(writes, row, figures).ConfigureAwait(false);
    }

    /// <summary>Notes in the metadata of a trace what it used and cost.</summary>
    private static async ValueTask NoteFiguresAsync(SpanWrites writes, TraceRow row, TraceFigures figures)
    {
        if (figures.Tokens is { } tokens)
            await writes.SetMetadataAsync(row, TraceKeys.TokenUsage, tokens.ToJson()).ConfigureAwait(false);
        if (figures.Cost is { } cost)
            await writes.SetMetadataAsync(row, TraceKeys.Cost, cost.ToJson()).ConfigureAwait(false);
    }

    /// <summary>Notes the tokens of a trace where they are measured.</summary>
    internal static ValueTask<int> SetTokensAsync(WriteTransaction transaction, long trace, TokenUsage tokens) => transaction.WriteAsync(
        """
        UPDATE traces SET input_tokens = @p1, output_tokens = @p2, total_tokens = @p3, cache_read_tokens = @p4, cache_creation_tokens = @p5
        WHERE id = @p0
        """,
        trace,
        tokens.Input,
        tokens.Output,
        tokens.Total,
        tokens.CacheRead,
        tokens.CacheCreation);

    /// <param name="session">A transaction in which the trace is locked.</param>
    /// <param name="trace">Its number.</param>
    /// <param name="place">The number of the tag that says where its spans are.</param>
    private static async ValueTask<(long StartMs, long? DurationMs, TraceState State, bool IsInStore)> StateAsync(
        SqlSession session, long trace, long place)
    {
        var found = await session.ReadAsync(
            """
            SELECT t.timestamp_ms, t.duration_ms, t.state, (SELECT x.value FROM trace_tags x WHERE x.trace = t.id AND x.name = @p1)
            FROM traces t WHERE t.id = @p0
            """,
            [trace, place],
            row => (row.NextInt64(), row.NextInt64OrNull(), (TraceState)row.NextInt64(), row.NextTextOrNull() == TraceKeys.TrackingStore),
            CancellationToken.None).ConfigureAwait(false);
        return found is [var state] ? state : throw new InvalidOperationException("A trace that is locked has gone.");
    }

    private static long? Later(long? one, long? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    /// <summary>What all spans that are stored used and cost, so that spans sent again do not count twice.</summary>
    private static async ValueTask<TraceFigures> SumAsync(SqlSession session, long trace)
    {
        var sums = await session.ReadAsync(
            """
            SELECT SUM(f.input_tokens), SUM(f.output_tokens), SUM(f.total_tokens), SUM(f.cache_read_tokens), SUM(f.cache_creation_tokens),
              SUM(f.input_cost), SUM(f.output_cost), SUM(f.total_cost)
            FROM span_figures f WHERE f.trace = @p0
            """,
            [trace],
            row =>
            {
                var (input, output, total) = (row.NextSumOrNull(), row.NextSumOrNull(), row.NextSumOrNull());
                var (read, creation) = (row.NextSumOrNull(), row.NextSumOrNull());
                var (inputCost, outputCost, totalCost) = (row.NextDoubleOrNull(), row.NextDoubleOrNull(), row.NextDoubleOrNull());
                return new TraceFigures(
                    total is null ? null : new TokenUsage(input ?? 0, output ?? 0, total.Value) { CacheRead = read, CacheCreation = creation },
                    totalCost is null ? null : new ModelCost(inputCost ?? 0, outputCost ?? 0, totalCost.Value));
            },
            CancellationToken.None).ConfigureAwait(false);
        return sums[0];
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
