using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Tables;

/// <summary>Counts the runs that a search would find, from indexes alone where it can.</summary>
/// <param name="database">The database.</param>
/// <param name="session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="query">What to count.</param>
/// <param name="cancellationToken">Ends the counting.</param>
internal sealed class RunCounter(SqlDatabase database, SqlSession session, RunCountQuery query, CancellationToken cancellationToken)
{
    public async Task<RunCount> CountAsync()
    {
        var search = new RunQuery { ExperimentIds = query.ExperimentIds, Filter = query.Filter, View = query.View };
        var filter = await RunFilterSql.CreateAsync(database, session, search).ConfigureAwait(false);
        var count = 0L;
        foreach (var experiment in ExperimentKey.ParseValid(query.ExperimentIds))
        {
            if (count > query.Limit)
                break;
            if (await RunsInView.FindAsync(session, experiment, query.View, cancellationToken).ConfigureAwait(false) is not { } view)
                continue;
            count += query.Filter.Root.Members.Count == 0
                ? await CountAllAsync(view).ConfigureAwait(false)
                : await CountAsync(filter, view, query.Limit - count + 1).ConfigureAwait(false);
        }

        return count > query.Limit ? new RunCount(query.Limit, IsExact: false) : new RunCount(count, IsExact: true);
    }

    /// <summary>All runs of an experiment, by the index over their stages.</summary>
    private async Task<long> CountAllAsync(RunsInView view)
    {
        var count = 0L;
        await session.ReadEachAsync(
            "SELECT r.stage, r.stage_generation, COUNT(*) FROM runs r WHERE r.experiment_id = @p0 GROUP BY r.stage, r.stage_generation",
            [view.Experiment],
            row =>
            {
                if (view.Shows((LifecycleStage)row.NextInt32(), row.NextInt64()))
                    count += row.NextSum();
            },
            cancellationToken).ConfigureAwait(false);
        return count;
    }

    private async Task<long> CountAsync(RunFilterSql filter, RunsInView view, long limit)
    {
        var members = query.Filter.Root.Members;
        if (await FindPathAsync(filter, view, members).ConfigureAwait(false) is { } path)
            return await CountAsync(filter, view, path, limit).ConfigureAwait(false);
        var runs = await new RunSetReader(database.Syntax, session, filter, view, cancellationToken).ReadAsync(query.Filter.Root).ConfigureAwait(false);
        return runs.Count;
    }

    /// <summary>The runs on an access path that satisfy the rest of the filter.</summary>
    private async Task<long> CountAsync(RunFilterSql filter, RunsInView view, AccessPath path, long limit)
    {
        var text = new SqlText(database.Syntax);
        var (from, entered) = path.Enter(text);
        var where = new List<string>(entered);
        where.AddRange(query.Filter.Root.Members
            .Where(member => member is not ConditionNode leaf || !path.Covered.Contains(leaf.Condition))
            .Select(member => filter.Compile(text, member, path.Run)));
        var stage = view.Condition(text, path.Run);
        where.Add(stage ?? FilterSql.InView(text, RunColumns.Stage, query.View)!);
        var sql =
            $"""
            SELECT COUNT(*) FROM (
              SELECT 1 AS one FROM {from} {Joins(filter, path, needsStage: stage is null)} WHERE {SqlText.And(where)}
              {database.Syntax.First(text.Parameter(limit))}) c
            """;
        return ToInt64(await session.ScalarAsync(sql, text.Arguments).ConfigureAwait(false));
    }

    /// <summary>What the path's own table is joined with: the runs only if something is asked of their rows.</summary>
    private string Joins(RunFilterSql filter, AccessPath path, bool needsStage)
    {
        if (needsStage)
            return path.IsRuns ? RunColumns.JoinExperiments(database.Syntax) : RunColumns.JoinTo(path.Run, database.Syntax);
        return path.IsRuns || filter.LooksAtNoAttribute ? "" : $"{database.Syntax.OrderedJoin} runs r ON r.id = {path.Run}";
    }

    /// <summary>The path of the only condition, or of one that few runs satisfy; null if there is none.</summary>
    private async Task<AccessPath?> FindPathAsync(RunFilterSql filter, RunsInView view, IReadOnlyList<FilterNode> members)
    {
        var paths = members.OfType<ConditionNode>().Select(node => filter.FindPath(node.Condition, view.Experiment)).OfType<AccessPath>();
        if (members.Count == 1)
            return paths.FirstOrDefault();
        var few = database.Options.FewRuns;
        foreach (var path in paths)
        {
            var (sql, arguments) = RunSearchCompiler.Probe(database.Syntax, path, few + 1);
            if (ToInt64(await session.ScalarAsync(sql, arguments).ConfigureAwait(false)) <= few)
                return path;
        }

        return null;
    }

    private static long ToInt64(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
