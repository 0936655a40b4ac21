using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>Turns a search over evaluation datasets into one statement.</summary>
internal sealed class EvaluationDatasetSearchCompiler(SqlDatabase database, EvaluationDatasetQuery query)
{
    private readonly SqlText _text = new(database.Syntax);

    public object?[] Arguments => _text.Arguments;

    /// <summary>The statement that reads a part of what was found, in order.</summary>
    public string Compile(int limit, long offset)
    {
        var where = new List<string>();
        if (query.ExperimentIds.Count > 0)
            where.Add(InExperiments());
        where.AddRange(query.Filter.Conditions.Select(Compile));
        var order = query.OrderBy.Total.Select(term => $"{EvaluationDatasetColumns.Of(term.Key)} {(term.Ascending ? "ASC" : "DESC")}");
        return
            $"""
            SELECT {EvaluationDatasetColumns.All} FROM evaluation_datasets d
            WHERE {SqlText.And(where)}
            {database.Syntax.Page(string.Join(", ", order), _text.Parameter(limit), _text.Parameter(offset))}
            """;
    }

    private string InExperiments()
    {
        var keys = new List<long>(query.ExperimentIds.Count);
        foreach (var id in query.ExperimentIds)
        {
            if (ExperimentKey.TryParse(id, out var key))
                keys.Add(key);
        }

        var list = _text.Parameter(database.Syntax.ListOf(keys));
        return $"EXISTS (SELECT 1 FROM evaluation_dataset_experiments e WHERE e.dataset = d.id AND {database.Syntax.InList("e.experiment", list)})";
    }

    private string Compile(Condition condition) => condition.Entity == SearchEntity.Tag
        ? $"EXISTS (SELECT 1 FROM evaluation_dataset_tags t WHERE t.dataset = d.id AND t.tag = {_text.Parameter(condition.Key)} AND {_text.Compare("t.value", condition)})"
        : _text.Compare(EvaluationDatasetColumns.Of(condition.Key), condition);
}
