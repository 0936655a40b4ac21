using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>Turns a search over runs into one statement that yields the page's attributes in order; everything else is hydrated in
/// bulk afterwards.</summary>
internal sealed class RunSearchCompiler(
    SqlDatabase database, RunQuery query, IReadOnlyList<Condition> conditions, IReadOnlyList<OrderTerm> orderBy)
{
    /// <summary>The tag of a dataset input that tells what the dataset was used for.</summary>
    private const string ContextTag = "mlflow.data.context";

    /// <summary>The status by name, as filters and orders see it.</summary>
    private const string StatusName =
        "CASE r.status WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'SCHEDULED' WHEN 3 THEN 'FINISHED' WHEN 4 THEN 'FAILED' ELSE 'KILLED' END";

    /// <summary>Conditions that a planner may join in any order; it takes longer with each.</summary>
    private const int MaxJoined = 8;

    private readonly SqlText _text = new(database.Dialect);

    public async Task<List<(long Key, RunInfo Info)>> RunAsync(
        SqlSession session, int limit, long offset, CancellationToken cancellationToken)
    {
        var found = new List<(long, RunInfo)>();
        if (await CompileAsync(session, limit, offset).ConfigureAwait(false) is not { } sql)
            return found;
        var reader = await session.QueryAsync(sql, cancellationToken, _text.Arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                found.Add(RunColumns.Read(reader));
        }

        return found;
    }

    /// <summary>The statement; null when nothing can match.</summary>
    private async ValueTask<string?> CompileAsync(SqlSession session, int limit, long offset)
    {
        var experiments = new List<long>(query.ExperimentIds.Count);
        foreach (var id in query.ExperimentIds)
        {
            if (ExperimentKey.TryParse(id, out var key))
                experiments.Add(key);
        }

        if (experiments.Count == 0)
            return null;
        var where = new List<string> { InExperiments(experiments) };
        if (query.View != ViewType.All)
        {
            var stage = query.View == ViewType.ActiveOnly ? LifecycleStage.Active : LifecycleStage.Deleted;
            where.Add($"{RunColumns.Stage} = {_text.Parameter((int)stage)}");
        }

        foreach (var condition in conditions)
        {
            if (await CompileAsync(session, condition).ConfigureAwait(false) is not { } clause)
                return null;
            where.Add(clause);
        }

        var (joins, order) = await OrderAsync(session).ConfigureAwait(false);
        return
            $"""
            SELECT {RunColumns.All} FROM {RunColumns.From} {joins}
            WHERE {SqlText.And(where)}
            ORDER BY {order}
            LIMIT {_text.Parameter(limit)} OFFSET {_text.Parameter(offset)}
            """;
    }

    private string InExperiments(List<long> experiments) => experiments.Count == 1
        ? $"r.experiment_id = {_text.Parameter(experiments[0])}"
        : database.Dialect.InList("r.experiment_id", _text.Parameter(database.Dialect.ListOf(experiments)));

    /// <summary>The SQL of a condition; null when it can never be true, since nothing carries that name.</summary>
    private async ValueTask<string?> CompileAsync(SqlSession session, Condition condition)
    {
        switch (condition.Entity)
        {
            case SearchEntity.Attribute:
                return _text.Compare(Column(condition.Key), condition);
            case SearchEntity.Dataset:
                return CompileDataset(condition);
            default:
                if (await database.Names.FindAsync(session, condition.Key).ConfigureAwait(false) is not { } name)
                    return null;
                var table = Table(condition.Entity);
                return $"EXISTS (SELECT 1 FROM {table} x WHERE x.run = r.id AND x.name = {_text.Parameter(name)} "
                    + $"AND {_text.Compare("x.value", condition)}{Apart})";
        }
    }

    /// <summary>Few conditions are best joined; of many the planner is to think one by one.</summary>
    private string Apart => conditions.Count > MaxJoined ? database.Dialect.KeepApart : "";

    private string CompileDataset(Condition condition) => condition.Key == "context"
        ? $"EXISTS (SELECT 1 FROM input_tags x WHERE x.run = r.id AND x.tag_key = '{ContextTag}' AND {_text.Compare("x.value", condition)}{Apart})"
        : "EXISTS (SELECT 1 FROM inputs i JOIN datasets d ON d.id = i.dataset WHERE i.run = r.id AND "
            + $"{_text.Compare(condition.Key == "name" ? "d.name" : "d.digest", condition)}{Apart})";

    /// <summary>The joins and the list of an ORDER BY. What a run does not have comes last in both directions; NaN between it and
    /// the numbers. Ties go by start time, newest first, then run id.</summary>
    private async ValueTask<(string Joins, string Order)> OrderAsync(SqlSession session)
    {
        var joins = new List<string>();
        var order = new List<string>();
        foreach (var term in orderBy)
        {
            var direction = term.Ascending ? "ASC" : "DESC";
            if (term.Entity == SearchEntity.Attribute)
            {
                var column = Column(term.Key);
                if (term.Key == "end_time")
                    order.Add($"CASE WHEN {column} IS NULL THEN 1 ELSE 0 END");
                order.Add($"{column} {direction}");
                continue;
            }

            // A name that nobody has orders nothing.
            if (await database.Names.FindAsync(session, term.Key).ConfigureAwait(false) is not { } name)
                continue;
            var alias = $"o{joins.Count}";
            joins.Add($"LEFT JOIN {Table(term.Entity)} {alias} ON {alias}.run = r.id AND {alias}.name = {_text.Parameter(name)}");
            order.Add(term.Entity == SearchEntity.Metric
                ? $"CASE WHEN {alias}.run IS NULL THEN 2 ELSE {alias}.is_nan END"
                : $"CASE WHEN {alias}.run IS NULL THEN 1 ELSE 0 END");
            order.Add($"{alias}.value {direction}");
        }

        if (orderBy.All(term => term is not { Entity: SearchEntity.Attribute, Key: "start_time" }))
            order.Add("r.start_ms DESC");
        order.Add("r.run_id ASC");
        return (string.Join('\n', joins), string.Join(", ", order));
    }

    private static string Table(SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => "metric_latest",
        SearchEntity.Param => "params",
        SearchEntity.Tag => "tags",
        _ => throw new NotSupportedException($"{entity} has no table of its own."),
    };

    private static string Column(string key) => key switch
    {
        "run_id" => "r.run_id",
        "run_name" => "r.name",
        "status" => StatusName,
        "user_id" => "r.user_id",
        "artifact_uri" => "r.artifact_uri",
        "start_time" => "r.start_ms",
        "end_time" => "r.end_ms",
        _ => throw new NotSupportedException($"The attribute {key} of runs has no column."),
    };
}
