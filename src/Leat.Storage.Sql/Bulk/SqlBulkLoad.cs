using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Loads complete runs in SQL. Points are packed before the transaction, so that only the inserts occupy the writer; rows are written
/// table by table, all runs together.</summary>
internal sealed class SqlBulkLoad(SqlDatabase database) : IBulkLoad
{
    public Task<IReadOnlyList<string>> LoadExperimentsAsync(IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(transaction => new BulkExperiments(database, transaction).AddAsync(experiments), cancellationToken);

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

    public Task LoadModelsAsync(IReadOnlyList<BulkModel> models, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(transaction => new BulkModels(transaction).AddAsync(models), cancellationToken);

    public Task<IReadOnlyList<BulkModelResult>> LoadRegisteredModelsAsync(
        IReadOnlyList<BulkRegisteredModel> models, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(transaction => new BulkRegistry(transaction).AddAsync(models), cancellationToken);

    public Task LoadTracesAsync(IReadOnlyList<Trace> traces, CancellationToken cancellationToken = default)
    {
        var checkedTraces = traces.Select(BulkTraces.Check).ToList();
        return database.Writes.WriteAsync(transaction => new BulkTraces(transaction).AddAsync(checkedTraces), cancellationToken);
    }

    public Task<IReadOnlySet<string>> FindTakenAsync(BulkKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        var (table, column) = kind == BulkKind.Model ? ("models", "model_id") : ("traces", "trace_id");
        return database.Readers.ReadAsync<IReadOnlySet<string>>(
            async session => (await session.ReadAsync(
                $"SELECT {column} FROM {table} WHERE {database.Syntax.InTexts(column, "@p0")}",
                [database.Syntax.ListOf([.. ids])],
                row => row.NextText(),
                cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal),
            cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, long?>> CountPointsAsync(
        IReadOnlyCollection<string> runIds, CancellationToken cancellationToken = default)
    {
        var sql =
            $"""
            SELECT r.run_id, CASE WHEN EXISTS (SELECT 1 FROM metric_tail t WHERE t.run = r.id) THEN 1 ELSE 0 END,
              COALESCE((SELECT SUM(b.points) FROM metric_blocks b WHERE b.run = r.id), 0),
              COALESCE((SELECT b.points FROM metric_bundles b WHERE b.run = r.id), 0)
            FROM runs r WHERE {database.Syntax.InTexts("r.run_id", "@p0")}
            """;
        return database.Readers.ReadAsync<IReadOnlyDictionary<string, long?>>(
            async session =>
            {
                var found = new Dictionary<string, long?>(runIds.Count, StringComparer.Ordinal);
                await session.ReadEachAsync(
                    sql,
                    [database.Syntax.ListOf([.. runIds])],
                    row =>
                    {
                        var (id, isOpen) = (row.NextText(), row.NextFlag());
                        var points = row.NextSum() + row.NextSum();
                        found.Add(id, isOpen ? null : points);
                    },
                    cancellationToken).ConfigureAwait(false);
                return found;
            },
            cancellationToken);
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
        foreach (var run in runs)
        {
            var experiment = experiments[run.Info.ExperimentId];
            await AddLinksAsync(
                transaction, run, new RunState(keys[run.Info.RunId], experiment.Key, experiment.Generation, run.Info.LifecycleStage, IsPurged: false))
                .ConfigureAwait(false);
        }
    }

    /// <summary>What a run used and made. Few runs have many, and datasets are shared between runs: each by itself.</summary>
    private static async ValueTask AddLinksAsync(WriteTransaction transaction, BulkRun run, RunState state)
    {
        foreach (var input in run.Inputs.Datasets)
            await RunDatasets.AddAsync(transaction, state, input).ConfigureAwait(false);
        foreach (var modelId in run.Inputs.ModelIds)
            await RunModels.AddAsync(transaction, state, RunModelDirection.Input, modelId, step: 0).ConfigureAwait(false);
        foreach (var output in run.Outputs)
            await RunModels.AddAsync(transaction, state, RunModelDirection.Output, output.ModelId, output.Step).ConfigureAwait(false);
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
