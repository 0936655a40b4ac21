using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Tables;

/// <summary>Reads the runs of one experiment that satisfy a filter as a set: each condition in one sweep over the index of its name, joined
/// in memory. Where many runs satisfy each condition, that takes a fraction of looking the others up for each run.</summary>
/// <param name="syntax">How the database writes SQL.</param>
/// <param name="session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="filter">The filter, its names looked up.</param>
/// <param name="view">The experiment, and which of its runs count.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class RunSetReader(SqlSyntax syntax, SqlSession session, RunFilterSql filter, RunsInView view, CancellationToken cancellationToken)
{
    private RunSet? _view;

    /// <summary>The runs in view that satisfy a filter.</summary>
    public async Task<RunSet> ReadAsync(FilterNode node)
    {
        var found = await ReadNodeAsync(node).ConfigureAwait(false);
        var text = new SqlText(syntax);
        if (_view is null && view.SelectHidden(text) is { } hidden)
            found.ExceptWith(await ReadAsync(hidden, text.Arguments).ConfigureAwait(false));
        else
            found.IntersectWith(await ViewAsync().ConfigureAwait(false));
        return found;
    }

    /// <summary>Sets are joined as soon as they are read: there are never more of them than the filter is deep.</summary>
    private async Task<RunSet> ReadNodeAsync(FilterNode node)
    {
        switch (Positive(node))
        {
            case ConditionNode leaf:
                return await ReadConditionAsync(leaf.Condition).ConfigureAwait(false);

            case OrNode or:
                var any = await ReadNodeAsync(or.Nodes[0]).ConfigureAwait(false);
                foreach (var each in or.Nodes.Skip(1))
                    any.UnionWith(await ReadNodeAsync(each).ConfigureAwait(false));
                return any;

            default:
                // What must hold is read first; what must not is then taken away, without reading all other runs.
                var members = node.Members.Select(Positive).ToLookup(member => member is NotNode);
                var all = members[false].FirstOrDefault() is { } first
                    ? await ReadNodeAsync(first).ConfigureAwait(false)
                    : (await ViewAsync().ConfigureAwait(false)).Copy();
                foreach (var each in members[false].Skip(1))
                    all.IntersectWith(await ReadNodeAsync(each).ConfigureAwait(false));
                foreach (var not in members[true].Cast<NotNode>())
                    all.ExceptWith(await ReadNodeAsync(not.Node).ConfigureAwait(false));
                return all;
        }
    }

    /// <summary>What lacks something is what does not have it: the index tells who has it.</summary>
    private static FilterNode Positive(FilterNode node) => node is ConditionNode { Condition: PresenceCondition { IsPresent: false } absence }
        ? new NotNode(new ConditionNode(absence with { Comparator = Comparator.IsNotNull }))
        : node;

    private async Task<RunSet> ReadConditionAsync(Condition condition)
    {
        var text = new SqlText(syntax);
        return filter.RunsWith(text, condition, view.Experiment) is { } sql ? await ReadAsync(sql, text.Arguments).ConfigureAwait(false) : new RunSet();
    }

    private async Task<RunSet> ReadAsync(string sql, object?[] arguments)
    {
        var set = new RunSet();
        await session.ReadEachAsync(sql, arguments, row => set.Add(row.NextInt64()), cancellationToken).ConfigureAwait(false);
        return set;
    }

    private async Task<RunSet> ViewAsync() => _view ??= await ReadViewAsync().ConfigureAwait(false);

    private async Task<RunSet> ReadViewAsync()
    {
        var set = new RunSet();
        await session.ReadEachAsync(
            "SELECT r.id, r.stage, r.stage_generation FROM runs r WHERE r.experiment_id = @p0",
            [view.Experiment],
            row =>
            {
                var run = row.NextInt64();
                if (view.Shows((LifecycleStage)row.NextInt32(), row.NextInt64()))
                    set.Add(run);
            },
            cancellationToken).ConfigureAwait(false);
        return set;
    }
}
