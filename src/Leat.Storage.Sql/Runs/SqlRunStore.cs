using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Runs;

/// <summary>Runs in SQL: creation, attributes, lifecycle and search. What runs log is in <c>SqlRunStore.Logging.cs</c>.</summary>
internal sealed partial class SqlRunStore(SqlDatabase database) : IRunStore
{
    private const int MostTries = 4;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly ILogger _searchLog = database.Options.LoggerFactory.CreateLogger<RunSearcher>();

    public async Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        // Generated before the transaction, so that a retry creates the same run.
        var runId = Guid.NewGuid().ToString("N");
        var experiment = ExperimentKey.Parse(run.ExperimentId);
        var info = await database.Writes.WriteAsync(
            transaction => InsertAsync(transaction, run, runId, experiment), cancellationToken).ConfigureAwait(false);
        return new Run(info, new RunData([], [], run.Tags), new RunInputs([]));
    }

    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var found = await FindAsync(session, runId, cancellationToken).ConfigureAwait(false);
                var runs = await new RunHydrator(database, session, cancellationToken).HydrateAsync([found]).ConfigureAwait(false);
                return runs![0];
            },
            cancellationToken);

    public Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default)
    {
        if (!string.IsNullOrEmpty(update.RunName))
            TextRules.CheckStorable("run_name", update.RunName);
        return UpdateAndSealAsync(update, cancellationToken);
    }

    private async Task<RunInfo> UpdateAndSealAsync(RunUpdate update, CancellationToken cancellationToken)
    {
        var (key, info) = await database.Writes.WriteAsync(
            new WriteNeeds(update.RunId),
            async transaction =>
            {
                var run = await transaction.GetActiveRunAsync(update.RunId).ConfigureAwait(false);
                if (update.Status is not null || update.EndTimeMs is not null)
                {
                    await transaction.WriteAsync(
                        "UPDATE runs SET status = COALESCE(@p1, status), end_ms = NULLIF(COALESCE(@p2, end_ms), 0) WHERE id = @p0",
                        run.Key,
                        (int?)update.Status,
                        update.EndTimeMs).ConfigureAwait(false);
                }

                if (!string.IsNullOrEmpty(update.RunName))
                    await SetTagsAsync(transaction, run, [new Tag(RunRules.RunNameTag, update.RunName)]).ConfigureAwait(false);
                return await FindAsync(transaction.Session, update.RunId, CancellationToken.None).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (info.Status is RunStatus.Finished or RunStatus.Failed or RunStatus.Killed)
            database.Sealing.SealSoon(key);
        return info;
    }

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        ChangeStageAsync(runId, LifecycleStage.Deleted, database.NextStampMs(), cancellationToken);

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        ChangeStageAsync(runId, LifecycleStage.Active, deletedMs: null, cancellationToken);

    public async Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        var runs = new List<Run>();
        string? next = null;
        await foreach (var piece in StreamRunsAsync(query, cancellationToken).ConfigureAwait(false))
        {
            runs.AddRange(piece.Items);
            next = piece.NextPageToken;
        }

        return new Page<Run>(runs, next);
    }

    public async IAsyncEnumerable<Page<Run>> StreamRunsAsync(RunQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pageSize = (int)query.MaxResults;
        var begin = RunPageToken.Read(query);

        // The runs of the page and, usually, all their data are read from one state of the database.
        var (slices, runs) = await database.Readers.SearchAsync(
            async session =>
            {
                var found = await RunSearcher.FindAsync(database, session, query, begin, _searchLog, cancellationToken).ConfigureAwait(false);
                var slices = new RunSlices(database, found);
                return (slices, await slices.ReadAsync(session, cancellationToken).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        while (true)
        {
            // As MLflow's SQL store does: a full page has a token, even if nothing follows it.
            var isFull = slices.IsAtEnd && runs.Count > 0 && slices.Count == pageSize;
            yield return new Page<Run>(runs, isFull ? RunPageToken.After(query, begin.Offset + pageSize, runs[^1]) : null);
            if (slices.IsAtEnd)
                yield break;
            runs = await ReadOnAsync(slices, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the next runs of a page that has begun. Where the runtime finds no room for them, others may give some back in a moment; the
    /// answer could only be broken off instead.</summary>
    private async Task<List<Run>> ReadOnAsync(RunSlices slices, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await database.Readers.ReadAsync(session => slices.ReadAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (OutOfMemoryException) when (tries < MostTries)
            {
                // What is left lies scattered.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                await Task.Delay(tries * BetweenTries, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<(long Key, RunInfo Info)> FindAsync(SqlSession session, string runId, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            $"SELECT {RunColumns.All} FROM {RunColumns.From} WHERE r.run_id = @p0", [runId], RunColumns.Read, cancellationToken).ConfigureAwait(false);
        return found is [var run] ? run : throw RunState.NotFound(runId);
    }

    private static async ValueTask<RunInfo> InsertAsync(WriteTransaction transaction, NewRun run, string runId, long experiment)
    {
        var location = await SqlExperimentStore.CheckActiveAsync(transaction, experiment, run.ExperimentId).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            $"""
            INSERT INTO runs (experiment_id, run_id, name, user_id, status, start_ms, artifact_uri, stage, stage_generation)
            SELECT e.id, @p1, @p2, @p3, @p4, @p5, @p6, {StageSql.Active}, e.generation
            FROM experiments e WHERE e.id = @p0
            """,
            experiment,
            runId,
            run.RunName,
            run.UserId,
            (int)RunStatus.Running,
            run.StartTimeMs,
            ArtifactUri.OfRun(location, runId)).ConfigureAwait(false);
        foreach (var tag in run.Tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.Tag, key, name, tag.Value, experiment).ConfigureAwait(false);
        }

        return (await FindAsync(transaction.Session, runId, CancellationToken.None).ConfigureAwait(false)).Info;
    }

    private Task<int> ChangeStageAsync(string runId, LifecycleStage stage, long? deletedMs, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            new WriteNeeds(runId),
            async transaction =>
            {
                var run = await transaction.GetRunAsync(runId).ConfigureAwait(false);
                if (run.Stage == stage)
                    return 0;
                transaction.ForgetRuns();
                return await transaction.WriteAsync(
                    "UPDATE runs SET stage = @p1, stage_generation = @p2, deleted_ms = @p3 WHERE id = @p0",
                    run.Key,
                    (int)stage,
                    run.Generation,
                    deletedMs).ConfigureAwait(false);
            },
            cancellationToken);
}
