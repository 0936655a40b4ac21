using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Traces.Measures;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <summary>Traces in SQL.</summary>
internal sealed partial class SqlTraceStore(SqlDatabase database) : ITraceStore
{
    /// <summary>The tables that repeat a trace's experiment, for their indexes.</summary>
    private static readonly string[] TablesOfExperiment = ["trace_tags", "trace_metadata", "assessments"];

    public async Task<TraceInfo> StartTraceAsync(NewTrace trace, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(trace.ExperimentId);
        var now = database.NextStampMs();
        var names = trace.Tags.Concat(trace.Metadata).Select(entry => entry.Key).Append(TraceKeys.ArtifactLocation).Append(TraceKeys.SpansLocation)
            .Concat(trace.Assessments.Select(request => request.Assessment.Name));
        await database.Writes.WriteAsync(
            TraceEntries.Needs(database, names),
            async transaction =>
            {
                await SqlExperimentStore.CheckActiveAsync(transaction, experiment, trace.ExperimentId).ConfigureAwait(false);
                var row = await StoreAsync(transaction, trace, experiment).ConfigureAwait(false);
                await TraceEntries.SetTagsAsync(transaction, row, await TagsOfAsync(transaction, trace, experiment).ConfigureAwait(false))
                    .ConfigureAwait(false);
                await TraceEntries.SetMetadataAsync(transaction, row, trace.Metadata).ConfigureAwait(false);
                if (TokenUsage.Parse(trace.Metadata.FirstOrDefault(entry => entry.Key == TraceKeys.TokenUsage).Value) is { } tokens)
                    await SetTokensAsync(transaction, row.Key, tokens).ConfigureAwait(false);
                foreach (var request in trace.Assessments)
                    await SqlAssessmentStore.StoreAsync(transaction, row, request.ToAssessment(trace.TraceId, now)).ConfigureAwait(false);
                return row.Key;
            },
            cancellationToken).ConfigureAwait(false);
        return await GetTraceInfoAsync(trace.TraceId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TraceInfo> EndTraceAsync(TraceEnd ending, CancellationToken cancellationToken = default)
    {
        await database.Writes.WriteAsync(
            TraceEntries.Needs(database, ending.Tags.Concat(ending.Metadata).Select(entry => entry.Key)),
            async transaction =>
            {
                var row = await TraceRow.LockAsync(transaction, ending.TraceId).ConfigureAwait(false);
                transaction.NoteTrace(row.Experiment, row.TimestampMs);
                await transaction.WriteAsync(
                    "UPDATE traces SET state = @p1, duration_ms = @p2 - timestamp_ms WHERE id = @p0", row.Key, (long)ending.State, ending.TimestampMs)
                    .ConfigureAwait(false);
                await TraceEntries.SetTagsAsync(transaction, row, ending.Tags).ConfigureAwait(false);
                await TraceEntries.SetMetadataAsync(transaction, row, ending.Metadata).ConfigureAwait(false);
                return row.Key;
            },
            cancellationToken).ConfigureAwait(false);
        return await GetTraceInfoAsync(ending.TraceId, cancellationToken).ConfigureAwait(false);
    }

    public Task<TraceInfo> GetTraceInfoAsync(string traceId, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var row = await TraceRow.GetAsync(session, traceId, cancellationToken).ConfigureAwait(false);
                return (await new TraceHydrator(database, session, cancellationToken).ReadAsync([row.Key]).ConfigureAwait(false))[0];
            },
            cancellationToken);

    public Task<IReadOnlyList<TraceInfo>> GetTraceInfosAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync<IReadOnlyList<TraceInfo>>(
            async session =>
            {
                var keys = await FindAsync(session, traceIds, cancellationToken).ConfigureAwait(false);
                return await new TraceHydrator(database, session, cancellationToken).ReadAsync(keys).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<Page<TraceInfo>> SearchTracesAsync(TraceQuery query, CancellationToken cancellationToken = default)
    {
        var pageSize = (int)query.MaxResults;
        var offset = PageToken.ToOffset(query.PageToken);
        return database.Readers.ReadAsync(
            async session =>
            {
                var searcher = new TraceSearcher(database, session, cancellationToken);
                var found = await searcher.FindAsync(query, offset).ConfigureAwait(false);
                var traces = await new TraceHydrator(database, session, cancellationToken).ReadAsync(found).ConfigureAwait(false);

                // As MLflow: a full page has a token, even if nothing follows.
                return new Page<TraceInfo>(traces, found.Count == pageSize ? PageToken.FromOffset(offset + pageSize) : null);
            },
            cancellationToken);
    }

    public Task<FilterCorrelation> CorrelateAsync(CorrelationQuery query, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            session => new TraceSearcher(database, session, cancellationToken).CorrelateAsync(query), cancellationToken);

    public Task<IReadOnlyList<TraceMetricPoint>> MeasureAsync(TraceMetricQuery query, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(session => new TraceMeasurer(database, session, cancellationToken).MeasureAsync(query), cancellationToken);

    public Task SetTraceTagAsync(string traceId, Tag tag, CancellationToken cancellationToken = default)
    {
        var valid = TraceRules.CheckTag(tag, database.Options.Limits);
        return database.Writes.WriteAsync(
            TraceEntries.Needs(database, [valid.Key]),
            async transaction =>
            {
                var row = await TraceRow.LockAsync(transaction, traceId).ConfigureAwait(false);
                NoteTag(transaction, row, valid.Key);
                await TraceEntries.SetTagsAsync(transaction, row, [valid]).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var row = await TraceRow.TryLockAsync(transaction, traceId).ConfigureAwait(false);
                var name = await transaction.FindNameAsync(key).ConfigureAwait(false);
                var exists = row is not null && name is not null && await transaction.Session.ScalarAsync(
                    "SELECT 1 FROM trace_tags WHERE trace = @p0 AND name = @p1", row.Value.Key, name).ConfigureAwait(false) is not null;
                if (!exists)
                    throw LeatException.DoesNotExist($"No trace tag with key '{key}' for trace with ID '{traceId}'");
                NoteTag(transaction, row!.Value, key);
                return await transaction.WriteAsync("DELETE FROM trace_tags WHERE trace = @p0 AND name = @p1", row.Value.Key, name)
                    .ConfigureAwait(false);
            },
            cancellationToken);

    public Task LinkTracesToRunAsync(TraceLinks links, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            new WriteNeeds(links.RunId),
            async transaction =>
            {
                var run = await transaction.GetRunAsync(links.RunId).ConfigureAwait(false);
                if (links.TraceIds.Count > 0)
                {
                    await transaction.WriteRowsAsync(RowWrites.TraceRun, [.. links.TraceIds.Select(traceId => new object?[] { run.Key, traceId })])
                        .ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    public Task LinkPromptsAsync(TracePrompts prompts, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var trace = await TraceRow.LockAsync(transaction, prompts.TraceId).ConfigureAwait(false);
                if (prompts.Prompts.Count > 0)
                {
                    await transaction.WriteRowsAsync(
                        RowWrites.TracePrompt, [.. prompts.Prompts.Select(prompt => new object?[] { trace.Key, prompt.Name, prompt.Version })])
                        .ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Inserts the row of a trace, or completes the existing one.</summary>
    private static async ValueTask<TraceRow> StoreAsync(WriteTransaction transaction, NewTrace trace, long experiment)
    {
        transaction.NoteTrace(experiment, trace.RequestTimeMs);
        if (await TraceRow.TryLockAsync(transaction, trace.TraceId).ConfigureAwait(false) is not { } found)
        {
            var key = await transaction.InsertAsync(
                """
                INSERT INTO traces (experiment_id, trace_id, timestamp_ms, duration_ms, state, client_request_id, request_preview, response_preview)
                VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
                """,
                experiment,
                trace.TraceId,
                trace.RequestTimeMs,
                trace.ExecutionDurationMs,
                (long)trace.State,
                trace.ClientRequestId,
                trace.RequestPreview,
                trace.ResponsePreview).ConfigureAwait(false);
            return new TraceRow(key, experiment, trace.RequestTimeMs);
        }

        transaction.NoteTrace(found.Experiment, found.TimestampMs);

        // Spans that came first gave it an end, which stays if the trace itself names none. The duration is set before the time that it is
        // computed from, since MySQL assigns in this order.
        await transaction.WriteAsync(
            """
            UPDATE traces SET experiment_id = @p1,
              duration_ms = COALESCE(@p3, CASE WHEN timestamp_ms + duration_ms < @p2 THEN 0 ELSE timestamp_ms + duration_ms - @p2 END),
              timestamp_ms = @p2, state = @p4,
              client_request_id = @p5, request_preview = COALESCE(@p6, request_preview), response_preview = COALESCE(@p7, response_preview)
            WHERE id = @p0
            """,
            found.Key,
            experiment,
            trace.RequestTimeMs,
            trace.ExecutionDurationMs,
            (long)trace.State,
            trace.ClientRequestId,
            trace.RequestPreview,
            trace.ResponsePreview).ConfigureAwait(false);
        if (found.Experiment != experiment)
            await MoveEntriesAsync(transaction, found, experiment).ConfigureAwait(false);
        return found with { Experiment = experiment };
    }

    /// <summary>Notes a change of a trace's tag: traces are measured by their names.</summary>
    private static void NoteTag(WriteTransaction transaction, TraceRow trace, string key)
    {
        if (key == TraceKeys.Name)
            transaction.NoteTrace(trace.Experiment, trace.TimestampMs);
    }

    /// <summary>Moves a trace's named entries along to its new experiment.</summary>
    private static async ValueTask MoveEntriesAsync(WriteTransaction transaction, TraceRow trace, long experiment)
    {
        foreach (var table in TablesOfExperiment)
        {
            await transaction.WriteAsync($"UPDATE {table} SET experiment = @p1 WHERE trace = @p0", trace.Key, experiment)
                .ConfigureAwait(false);
        }
    }

    /// <summary>The given tags, and those that say where a trace's files and spans are, which only clients of the old API set themselves.</summary>
    private static async ValueTask<IReadOnlyList<Tag>> TagsOfAsync(WriteTransaction transaction, NewTrace trace, long experiment)
    {
        var given = trace.Tags.Where(tag => tag.Key != TraceKeys.ArtifactLocation && (trace.IsOld || tag.Key != TraceKeys.SpansLocation));
        var location = await LocationAsync(transaction, experiment).ConfigureAwait(false);
        return [.. given, .. PlacesOf(location, trace.TraceId, trace.StoresSpans)];
    }

    /// <summary>Where the files of an experiment are.</summary>
    private static async ValueTask<string> LocationAsync(WriteTransaction transaction, long experiment) =>
        await transaction.Session.ScalarAsync("SELECT artifact_location FROM experiments WHERE id = @p0", experiment).ConfigureAwait(false) as string
        ?? "";

    /// <summary>The tags that say where a trace's files and spans are.</summary>
    private static Tag[] PlacesOf(string location, string traceId, bool storesSpans)
    {
        var files = new Tag(TraceKeys.ArtifactLocation, ArtifactUri.OfTrace(location, traceId));
        return storesSpans ? [files, new Tag(TraceKeys.SpansLocation, TraceKeys.TrackingStore)] : [files];
    }
}
