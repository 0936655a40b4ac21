using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Removes deleted objects for good, in SQL.</summary>
/// <param name="database">The database.</param>
/// <param name="workspace">The number of the workspace whose objects it finds; null for those of all.</param>
internal sealed class SqlPurgeStore(SqlDatabase database, long? workspace) : IPurgeStore
{
    private const string MarkRun =
        $"""
        UPDATE runs SET stage = {StageSql.Purged} WHERE id = @p0 AND stage <> {StageSql.Purged} AND {StageSql.Deleted} =
          CASE WHEN stage_generation = (SELECT e.generation FROM experiments e WHERE e.id = runs.experiment_id) THEN stage
               ELSE (SELECT e.stage FROM experiments e WHERE e.id = runs.experiment_id) END
        """;

    /// <summary>A run that was restored on its own inside a deleted experiment.</summary>
    private static readonly SqlTemplate FindActiveRun = new(syntax =>
        $"""
        SELECT r.id FROM runs r JOIN experiments e ON e.id = r.experiment_id
        WHERE e.id = @p0 AND r.stage = {StageSql.Active} AND r.stage_generation = e.generation {syntax.First(1)}
        """);

    public Task<IReadOnlyList<PurgeItem>> FindAsync(PurgeQuery query, CancellationToken cancellationToken = default)
    {
        var kind = query.Kind;
        var where = query.Experiment is null ? PurgeRows.IsDeleted(kind) : PurgeRows.IsOf(kind);
        var second = query.Experiment?.Key ?? query.DeletedBeforeMs ?? long.MaxValue;
        return database.Readers.ReadAsync<IReadOnlyList<PurgeItem>>(
            async session =>
            {
                var rows = await ReadAsync(
                    session,
                    kind,
                    $"{where}{PurgeRows.IsIn(workspace, "@p2")} {session.Syntax.First(query.Limit, PurgeRows.Order(kind))}",
                    cancellationToken,
                    WithWorkspace(query.AfterKey, second)).ConfigureAwait(false);
                return rows.ConvertAll(row => row.Item);
            },
            cancellationToken);
    }

    public async Task<PurgeItem> GetAsync(PurgeKind kind, string id, long? deletedBeforeMs, CancellationToken cancellationToken = default)
    {
        var rows = kind == PurgeKind.Experiment && !ExperimentKey.TryParse(id, out _)
            ? []
            : await database.Readers.ReadAsync(
                session => ReadAsync(
                    session,
                    kind,
                    PurgeRows.HasId(kind) + PurgeRows.IsIn(workspace, "@p1"),
                    cancellationToken,
                    WithWorkspace(kind == PurgeKind.Experiment ? ExperimentKey.Parse(id) : id)),
                cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            throw NotFound(kind, id);
        var row = rows[0];
        if (row.Stage == LifecycleStage.Active)
            throw NotDeleted(kind, id);
        return row.IsOldEnough(deletedBeforeMs) ? row.Item : throw TooYoung(row, deletedBeforeMs!.Value);
    }

    public Task<PurgeSize> MeasureAsync(PurgeItem item, CancellationToken cancellationToken = default)
    {
        const string pointsOfRun =
            """
            SELECT COALESCE(SUM(p.points), 0) FROM (
              SELECT points FROM metric_blocks WHERE run = @p0 UNION ALL SELECT points FROM metric_bundles WHERE run = @p0) p
            """;
        const string pointsOfExperiment =
            """
            SELECT COALESCE(SUM(p.points), 0) FROM (
              SELECT b.points FROM runs r JOIN metric_blocks b ON b.run = r.id WHERE r.experiment_id = @p0
              UNION ALL SELECT b.points FROM runs r JOIN metric_bundles b ON b.run = r.id WHERE r.experiment_id = @p0) p
            """;
        return database.Readers.ReadAsync(
            async session => item.Kind switch
            {
                PurgeKind.Run => new PurgeSize(1, 0, await NumberAsync(session, pointsOfRun, item.Key).ConfigureAwait(false)),
                PurgeKind.Model => new PurgeSize(0, 1, 0),
                _ => new PurgeSize(
                    await NumberAsync(session, "SELECT COUNT(*) FROM runs WHERE experiment_id = @p0", item.Key).ConfigureAwait(false),
                    await NumberAsync(session, "SELECT COUNT(*) FROM models WHERE experiment_id = @p0", item.Key).ConfigureAwait(false),
                    await NumberAsync(session, pointsOfExperiment, item.Key).ConfigureAwait(false)),
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<PurgeItem>> MarkAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken = default)
    {
        var marked = new List<PurgeItem>(items.Count);
        var unmarked = new List<PurgeItem>(items.Count);
        foreach (var item in items)
            (item.Kind == PurgeKind.Model || (item.IsMarked && item.Kind == PurgeKind.Run) ? marked : unmarked).Add(item);
        foreach (var item in unmarked.Where(item => item.Kind == PurgeKind.Experiment))
        {
            if (await MarkExperimentAsync(item, cancellationToken).ConfigureAwait(false))
                marked.Add(item with { IsMarked = true });
        }

        foreach (var batch in unmarked.Where(item => item.Kind == PurgeKind.Run).Chunk(500))
            marked.AddRange(await MarkRunsAsync(batch, cancellationToken).ConfigureAwait(false));
        return marked;
    }

    public Task RemoveAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken = default) => WriteSlices.RunAsync(
        database.Writes,
        items.Count,
        (transaction, index) => items[index].Kind switch
        {
            PurgeKind.Run => RunPurge.StepAsync(transaction, items[index].Key),
            PurgeKind.Experiment => ExperimentPurge.StepAsync(transaction, items[index].Key),
            _ => ModelPurge.StepAsync(transaction, items[index].Key),
        },
        cancellationToken);

    private Task<List<PurgeItem>> MarkRunsAsync(PurgeItem[] runs, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var marked = new List<PurgeItem>(runs.Length);
                foreach (var run in runs)
                {
                    if (await transaction.WriteAsync(MarkRun, run.Key).ConfigureAwait(false) > 0)
                        marked.Add(run with { IsMarked = true });
                }

                transaction.ForgetRuns();
                return marked;
            },
            cancellationToken);

    /// <summary>Marks an experiment, and looks both before and after for runs that were restored on their own. With many runs that takes long,
    /// so it happens outside the write transaction; once the mark is set, nothing can be restored.</summary>
    private async Task<bool> MarkExperimentAsync(PurgeItem experiment, CancellationToken cancellationToken)
    {
        if (await HasActiveRunAsync(experiment, cancellationToken).ConfigureAwait(false))
            return experiment.IsMarked && await UnmarkAsync(experiment, cancellationToken).ConfigureAwait(false);
        if (!experiment.IsMarked && !await SetStageAsync(experiment, from: LifecycleStage.Deleted, to: StoredStage.Purged, cancellationToken).ConfigureAwait(false))
            return false;
        return !await HasActiveRunAsync(experiment, cancellationToken).ConfigureAwait(false)
            || await UnmarkAsync(experiment, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>False: the experiment is not marked.</returns>
    private async Task<bool> UnmarkAsync(PurgeItem experiment, CancellationToken cancellationToken)
    {
        await SetStageAsync(experiment, from: StoredStage.Purged, to: LifecycleStage.Deleted, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private Task<bool> SetStageAsync(PurgeItem experiment, LifecycleStage from, LifecycleStage to, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                transaction.ForgetRuns();
                return await transaction.WriteAsync(
                    "UPDATE experiments SET stage = @p2 WHERE id = @p0 AND stage = @p1", experiment.Key, (long)from, (long)to)
                    .ConfigureAwait(false) > 0;
            },
            cancellationToken);

    private Task<bool> HasActiveRunAsync(PurgeItem experiment, CancellationToken cancellationToken) => database.Readers.ReadAsync(
        async session => await session.ScalarAsync(session.Syntax.TextOf(FindActiveRun), experiment.Key).ConfigureAwait(false) is not null, cancellationToken);

    private object?[] WithWorkspace(params object?[] arguments) => workspace is null ? arguments : [.. arguments, workspace];

    private static Task<List<PurgeRows.Row>> ReadAsync(
        SqlSession session, PurgeKind kind, string where, CancellationToken cancellationToken, params object?[] arguments) =>
        session.ReadAsync($"{PurgeRows.Select(kind)} WHERE {where}", arguments, row => PurgeRows.Read(kind, row), cancellationToken).AsTask();

    private static async ValueTask<long> NumberAsync(SqlSession session, string sql, long key) =>
        Convert.ToInt64(await session.ScalarAsync(sql, key).ConfigureAwait(false), CultureInfo.InvariantCulture);

    private static LeatException NotFound(PurgeKind kind, string id) => kind switch
    {
        PurgeKind.Run => RunState.NotFound(id),
        PurgeKind.Experiment => ExperimentKey.NotFound(id),
        _ => ModelState.NotFound(id),
    };

    /// <summary>In MLflow's words.</summary>
    private static LeatException NotDeleted(PurgeKind kind, string id) => LeatException.InvalidParameter(kind switch
    {
        PurgeKind.Run =>
            $"Run {id} is not in `deleted` lifecycle stage. Only runs in `deleted` lifecycle stage can be deleted.",
        PurgeKind.Experiment =>
            $"Experiments ['{id}'] are not in the deleted lifecycle stage. Only experiments in the deleted lifecycle stage can be hard-deleted.",
        _ => $"Logged model {id} is not in `deleted` lifecycle stage. Only logged models in `deleted` lifecycle stage can be deleted.",
    });

    private static LeatException TooYoung(PurgeRows.Row row, long deletedBeforeMs)
    {
        var what = row.Item.Kind switch { PurgeKind.Run => "Run", PurgeKind.Experiment => "Experiment", _ => "Logged model" };
        return LeatException.InvalidParameter(
            $"{what} {row.Item.Id} is not older than the required age: it was deleted at {Time(row.DeletedMs ?? 0)}, and only what was deleted "
            + $"before {Time(deletedBeforeMs)} can be removed.");
    }

    private static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, 253_402_300_799_999))
        .ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
