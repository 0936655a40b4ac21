using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Experiments;

/// <summary>Turns a search over experiments into one statement.</summary>
internal sealed class ExperimentSearchCompiler(
    SqlDatabase database, ViewType view, IReadOnlyList<Condition> conditions, IReadOnlyList<OrderTerm> orderBy)
{
    public async Task<List<Experiment>> RunAsync(SqlSession session, int limit, long offset, CancellationToken cancellationToken)
    {
        var text = new SqlText(database.Syntax);
        var where = new List<string> { SqlExperimentStore.Present };
        if (view != ViewType.All)
            where.Add($"e.stage = {text.Parameter((int)(view == ViewType.ActiveOnly ? LifecycleStage.Active : LifecycleStage.Deleted))}");
        foreach (var condition in conditions)
        {
            if (await CompileAsync(session, text, condition).ConfigureAwait(false) is not { } clause)
                return [];
            where.Add(clause);
        }

        var sql =
            $"""
            SELECT {SqlExperimentStore.Columns} FROM experiments e
            WHERE {SqlText.And(where)}
            {session.Syntax.Page(Order(), text.Parameter(limit), text.Parameter(offset))}
            """;
        var found = new List<Experiment>();
        var reader = await session.QueryAsync(sql, cancellationToken, text.Arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                found.Add(SqlExperimentStore.ReadRow(reader));
        }

        return found;
    }

    /// <summary>The SQL of a condition; null when it can never be true, since nothing carries a tag of that name.</summary>
    private async ValueTask<string?> CompileAsync(SqlSession session, SqlText text, Condition condition)
    {
        if (condition.Entity == SearchEntity.Attribute)
            return text.Compare(Column(condition.Key), condition);
        if (await database.Names.FindAsync(session, condition.Key).ConfigureAwait(false) is not { } name)
            return null;
        return $"EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment = e.id AND t.name = {text.Parameter(name)} "
            + $"AND {text.Compare("t.value", condition)})";
    }

    private string Order()
    {
        var terms = orderBy.Select(term => $"{Column(term.Key)} {(term.Ascending ? "ASC" : "DESC")}").ToList();
        if (terms.Count == 0)
            terms.AddRange(["e.created_ms DESC", "e.id ASC"]);
        else if (orderBy.All(term => term.Key != "experiment_id"))
            terms.Add("e.id DESC");
        return string.Join(", ", terms);
    }

    private static string Column(string key) => key switch
    {
        "name" => "e.name",
        "experiment_id" => "e.id",
        "creation_time" => "e.created_ms",
        "last_update_time" => "e.updated_ms",
        _ => throw new NotSupportedException($"The attribute {key} of experiments has no column."),
    };
}
