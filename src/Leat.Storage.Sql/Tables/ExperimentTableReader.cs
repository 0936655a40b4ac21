using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Runs;

namespace Leat.Storage.Sql.Tables;

/// <summary>Adds to experiments what is known of their runs: two statements of bounded cost for each, sent together where the driver
/// can.</summary>
/// <param name="database">The database.</param>
/// <param name="session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ExperimentTableReader(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    public async Task<List<ExperimentRow>> ReadAsync(IReadOnlyList<Experiment> experiments)
    {
        if (experiments.Count == 0)
            return [];
        long[] keys = [.. experiments.Select(experiment => ExperimentKey.Parse(experiment.ExperimentId))];
        var states = await session.ReadAsync(
            $"SELECT id, stage, generation FROM experiments WHERE {database.Syntax.InList("id", "@p0")}",
            [database.Syntax.ListOf(keys)],
            row => ViewOf(row.NextInt64(), (LifecycleStage)row.NextInt32(), row.NextInt64()),
            cancellationToken).ConfigureAwait(false);
        var tallies = states.ToDictionary(view => view.Experiment, view => new Tally(view));
        await session.RunAllAsync([.. tallies.Values.SelectMany(Statements)]).ConfigureAwait(false);
        return [.. experiments.Zip(keys, (experiment, key) => tallies[key].RowOf(experiment))];
    }

    /// <summary>Runs in the stage of their experiment.</summary>
    private static RunsInView ViewOf(long experiment, LifecycleStage stage, long generation) =>
        new(experiment, stage, generation, stage == LifecycleStage.Active ? ViewType.ActiveOnly : ViewType.DeletedOnly);

    private IEnumerable<SqlStatement> Statements(Tally tally)
    {
        yield return new SqlStatement(
            $"""
            SELECT c.stage, c.stage_generation, c.status, COUNT(*) FROM (
              SELECT r.stage, r.stage_generation, r.status FROM runs r WHERE r.experiment_id = @p0
              {database.Syntax.First(ExperimentTableQuery.MaxCounted + 1)}) c
            GROUP BY c.stage, c.stage_generation, c.status
            """,
            [tally.View.Experiment],
            row => tally.Add((LifecycleStage)row.NextInt32(), row.NextInt64(), (RunStatus)row.NextInt32(), row.NextSum()));
        yield return new SqlStatement(
            $"SELECT r.start_ms FROM runs r WHERE r.experiment_id = @p0 {database.Syntax.First(1, "r.start_ms DESC")}",
            [tally.View.Experiment],
            row => tally.LastRunMs = row.NextInt64());
    }

    /// <summary>What is counted of one experiment.</summary>
    private sealed class Tally(RunsInView view)
    {
        private long _looked;
        private long _runs;
        private long _running;

        public RunsInView View => view;

        public long? LastRunMs { get; set; }

        public void Add(LifecycleStage stage, long generation, RunStatus status, long count)
        {
            _looked += count;
            if (!view.Shows(stage, generation))
                return;
            _runs += count;
            if (status == RunStatus.Running)
                _running += count;
        }

        public ExperimentRow RowOf(Experiment experiment) =>
            new(experiment, _runs, _looked <= ExperimentTableQuery.MaxCounted, _running, LastRunMs);
    }
}
