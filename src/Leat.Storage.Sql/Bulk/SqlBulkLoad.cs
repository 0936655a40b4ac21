using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Loads complete runs in SQL. Points are packed before the transaction, so that only the inserts occupy the writer; rows are written
/// table by table, all runs together.</summary>
internal sealed class SqlBulkLoad(SqlDatabase database) : IBulkLoad
{
    public async Task LoadAsync(IReadOnlyList<BulkRun> runs, CancellationToken cancellationToken = default)
    {
        var packed = await Task.Run(() => Pack(runs), cancellationToken).ConfigureAwait(false);
        await database.Writes.WriteAsync(
            async transaction =>
            {
                await CheckIdsAsync(transaction, runs).ConfigureAwait(false);
                var experiments = await FindExperimentsAsync(transaction, runs).ConfigureAwait(false);
                await InsertRunsAsync(transaction, runs, experiments).ConfigureAwait(false);
                await InsertDataAsync(transaction, runs, packed, experiments).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static List<PackedSeries>[] Pack(IReadOnlyList<BulkRun> runs)
    {
        var packed = new List<PackedSeries>[runs.Count];
        for (var i = 0; i < runs.Count; i++)
        {
            RunRules.CheckRunId(runs[i].Info.RunId);
            packed[i] = new List<PackedSeries>(runs[i].Metrics.Count);
            foreach (var series in runs[i].Metrics)
            {
                if (PackedSeries.Of(series) is { } some)
                    packed[i].Add(some);
            }
        }

        return packed;
    }

    private static async ValueTask CheckIdsAsync(WriteTransaction transaction, IReadOnlyList<BulkRun> runs)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            if (!ids.Add(run.Info.RunId))
                throw Taken(run.Info.RunId);
        }

        var taken = await transaction.Session.ScalarAsync(
            $"SELECT run_id FROM runs WHERE {transaction.Syntax.InTexts("run_id", "@p0")} {transaction.Syntax.First(1)}",
            transaction.Syntax.ListOf([.. ids])).ConfigureAwait(false) as string;
        if (taken is not null)
            throw Taken(taken);
    }

    private static async ValueTask<Dictionary<string, (long Key, long Generation, string Location)>> FindExperimentsAsync(
        WriteTransaction transaction, IReadOnlyList<BulkRun> runs)
    {
        var found = new Dictionary<string, (long, long, string)>(StringComparer.Ordinal);
        foreach (var id in runs.Select(run => run.Info.ExperimentId).Distinct(StringComparer.Ordinal))
        {
            var key = ExperimentKey.Parse(id);
            var rows = await transaction.Session.ReadAsync(
                $"SELECT e.generation, e.artifact_location FROM experiments e WHERE e.id = @p0 AND {SqlExperimentStore.Present}",
                [key],
                row => (key, row.NextInt64(), row.NextText()),
                CancellationToken.None).ConfigureAwait(false);
            found.Add(id, rows is [var experiment] ? experiment : throw ExperimentKey.NotFound(id));
        }

        return found;
    }

    private static async ValueTask InsertRunsAsync(
        WriteTransaction transaction, IReadOnlyList<BulkRun> runs, Dictionary<string, (long Key, long Generation, string Location)> experiments)
    {
        var rows = new List<object?[]>(runs.Count);
        foreach (var run in runs)
        {
            var info = run.Info;
            var experiment = experiments[info.ExperimentId];
            var deleted = info.LifecycleStage == LifecycleStage.Deleted;
            rows.Add(
            [
                experiment.Key,
                info.RunId,
                info.RunName,
                info.UserId,
                (long)info.Status,
                info.StartTimeMs,
                info.EndTimeMs,
                info.ArtifactUri.Length > 0 ? info.ArtifactUri : ArtifactUri.OfRun(experiment.Location, info.RunId),
                (long)info.LifecycleStage,
                experiment.Generation,
                deleted ? run.DeletedTimeMs ?? info.EndTimeMs ?? info.StartTimeMs : null,
            ]);
        }

        await transaction.LoadRowsAsync(new RowBatch(RowWrites.Run, rows)).ConfigureAwait(false);
    }

    private static async ValueTask InsertDataAsync(
        WriteTransaction transaction,
        IReadOnlyList<BulkRun> runs,
        List<PackedSeries>[] packed,
        Dictionary<string, (long Key, long Generation, string Location)> experiments)
    {
        var keys = await FindKeysAsync(transaction, runs).ConfigureAwait(false);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < runs.Count; i++)
        {
            names.UnionWith(runs[i].Params.Select(param => param.Key));
            names.UnionWith(runs[i].Tags.Select(tag => tag.Key));
            names.UnionWith(packed[i].Select(series => series.Key));
        }

        await transaction.InternAllAsync(names).ConfigureAwait(false);
        var data = new BulkRows(transaction);
        for (var i = 0; i < runs.Count; i++)
            await data.AddAsync(runs[i], packed[i], keys[runs[i].Info.RunId], experiments[runs[i].Info.ExperimentId].Key).ConfigureAwait(false);
        foreach (var batch in data.Batches)
            await transaction.LoadRowsAsync(batch).ConfigureAwait(false);
    }

    private static async ValueTask<Dictionary<string, long>> FindKeysAsync(WriteTransaction transaction, IReadOnlyList<BulkRun> runs)
    {
        var keys = new Dictionary<string, long>(runs.Count, StringComparer.Ordinal);
        await transaction.Session.ReadEachAsync(
            $"SELECT run_id, id FROM runs WHERE {transaction.Syntax.InTexts("run_id", "@p0")}",
            [transaction.Syntax.ListOf([.. runs.Select(run => run.Info.RunId)])],
            row => keys.Add(row.NextText(), row.NextInt64()),
            CancellationToken.None).ConfigureAwait(false);
        return keys;
    }

    private static LeatException Taken(string runId) => LeatException.AlreadyExists($"A run with id={runId} exists already.");
}
