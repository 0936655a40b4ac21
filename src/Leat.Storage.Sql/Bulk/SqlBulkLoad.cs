using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Loads complete runs in SQL. Points are packed before the transaction, so that only the inserts occupy the writer.</summary>
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
                for (var i = 0; i < runs.Count; i++)
                    await InsertAsync(transaction, runs[i], packed[i], experiments[runs[i].Info.ExperimentId]).ConfigureAwait(false);
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

    private static async ValueTask InsertAsync(
        WriteTransaction transaction, BulkRun run, List<PackedSeries> metrics, (long Key, long Generation, string Location) experiment)
    {
        var info = run.Info;
        var deleted = info.LifecycleStage == LifecycleStage.Deleted;
        var key = await transaction.InsertAsync(
            """
            INSERT INTO runs
              (experiment_id, run_id, name, user_id, status, start_ms, end_ms, artifact_uri, stage, stage_generation, deleted_ms)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)
            """,
            experiment.Key,
            info.RunId,
            info.RunName,
            info.UserId,
            (int)info.Status,
            info.StartTimeMs,
            info.EndTimeMs,
            info.ArtifactUri.Length > 0 ? info.ArtifactUri : ArtifactUri.OfRun(experiment.Location, info.RunId),
            (int)info.LifecycleStage,
            experiment.Generation,
            deleted ? run.DeletedTimeMs ?? info.EndTimeMs ?? info.StartTimeMs : null).ConfigureAwait(false);
        foreach (var param in run.Params)
        {
            var name = await transaction.InternAsync(param.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.Param, key, name, param.Value, experiment.Key).ConfigureAwait(false);
        }

        foreach (var tag in run.Tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.Tag, key, name, tag.Value, experiment.Key).ConfigureAwait(false);
        }

        var bundle = MetricBundle.New(key);
        foreach (var series in metrics)
            await InsertSeriesAsync(transaction, key, experiment.Key, series, bundle).ConfigureAwait(false);
        await bundle.SaveAsync(transaction).ConfigureAwait(false);
    }

    private static async ValueTask InsertSeriesAsync(
        WriteTransaction transaction, long run, long experiment, PackedSeries series, MetricBundle bundle)
    {
        var name = await transaction.InternAsync(series.Key).ConfigureAwait(false);
        var latest = series.Latest;
        await transaction.WriteAsync(
            """
            INSERT INTO metric_latest (run, name, value, is_nan, step, timestamp_ms, min_value, max_value, experiment)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
            """,
            run,
            name,
            MetricValues.NanAsZero(latest.Value),
            double.IsNaN(latest.Value) ? 1L : 0L,
            latest.Step,
            latest.TimestampMs,
            series.Min,
            series.Max,
            experiment).ConfigureAwait(false);
        var blocks = series.Blocks;
        if (series.Short.Count > 0)
        {
            if (bundle.HasRoomFor(series.Short))
                bundle.Put(name, series.Short);
            else
                blocks = NewBlock.Of(series.Short, atEnd: true);
        }

        await NewBlock.ReplaceAsync(transaction, new SeriesKey(run, name), [], blocks, NewBlock.OrdinalsAfter(0, blocks.Count)).ConfigureAwait(false);
    }

    private static LeatException Taken(string runId) => LeatException.AlreadyExists($"A run with id={runId} exists already.");
}
