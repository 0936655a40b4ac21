using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Models;

/// <summary>Turns a search over logged models into one statement.</summary>
internal sealed class ModelSearchCompiler(SqlDatabase database, LoggedModelQuery query)
{
    private readonly SqlText _text = new(database.Syntax);

    public async Task<List<(long Key, LoggedModel Model)>> RunAsync(
        SqlSession session, int limit, long offset, CancellationToken cancellationToken)
    {
        var found = new List<(long, LoggedModel)>();
        if (await CompileAsync(session, limit, offset).ConfigureAwait(false) is not { } sql)
            return found;
        var reader = await session.QueryAsync(sql, cancellationToken, _text.Arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                found.Add(ModelColumns.Read(reader));
        }

        return found;
    }

    private async ValueTask<string?> CompileAsync(SqlSession session, int limit, long offset)
    {
        var experiments = new List<long>();
        foreach (var id in query.ExperimentIds)
        {
            if (ExperimentKey.TryParse(id, out var key))
                experiments.Add(key);
        }

        if (experiments.Count == 0)
            return null;
        var where = new List<string>
        {
            database.Syntax.InList("g.experiment_id", _text.Parameter(database.Syntax.ListOf(experiments))),
            "g.deleted_ms IS NULL",
        };
        foreach (var condition in query.Filter.Conditions)
        {
            if (await CompileAsync(session, condition).ConfigureAwait(false) is not { } clause)
                return null;
            where.Add(clause);
        }

        if (query.Datasets.Count > 0 && query.Filter.Conditions.All(condition => condition.Entity != SearchEntity.Metric))
            where.Add($"EXISTS (SELECT 1 FROM model_metrics x WHERE x.model = g.id AND ({OnDatasets("x", query.Datasets)}))");
        var order = await OrderAsync(session).ConfigureAwait(false);
        return
            $"""
            SELECT {ModelColumns.All} FROM models g
            WHERE {SqlText.And(where)}
            {session.Syntax.Page(order, _text.Parameter(limit), _text.Parameter(offset))}
            """;
    }

    /// <summary>The SQL of a condition; null when it can never be true, since nothing carries that name.</summary>
    private async ValueTask<string?> CompileAsync(SqlSession session, Condition condition)
    {
        if (condition.Entity == SearchEntity.Attribute)
            return _text.Compare(Column(condition), condition);
        if (await database.Names.FindAsync(session, condition.Key).ConfigureAwait(false) is not { } name)
            return null;
        var table = condition.Entity switch
        {
            SearchEntity.Metric => "model_metrics",
            SearchEntity.Param => "model_params",
            _ => "model_tags",
        };
        var onDatasets = condition.Entity == SearchEntity.Metric && query.Datasets.Count > 0
            ? $" AND ({OnDatasets("x", query.Datasets)})"
            : "";
        return $"EXISTS (SELECT 1 FROM {table} x WHERE x.model = g.id AND x.name = {_text.Parameter(name)} "
            + $"AND {_text.Compare("x.value", condition)}{onDatasets})";
    }

    private string OnDatasets(string alias, IReadOnlyList<ModelDataset> datasets) =>
        string.Join(" OR ", datasets.Select(dataset => dataset.Digest is null
            ? $"{alias}.dataset_name = {_text.Parameter(dataset.Name)}"
            : $"({alias}.dataset_name = {_text.Parameter(dataset.Name)} AND {alias}.dataset_digest = {_text.Parameter(dataset.Digest)})"));

    private async ValueTask<string> OrderAsync(SqlSession session)
    {
        var order = new List<string>();
        foreach (var (term, dataset) in query.OrderBy.Terms)
        {
            var direction = term.Ascending ? "ASC" : "DESC";
            if (term.Entity == SearchEntity.Attribute)
            {
                order.Add($"{Column(term.Key)} {direction}");
                continue;
            }

            // A name that nobody has orders nothing.
            if (await database.Names.FindAsync(session, term.Key).ConfigureAwait(false) is not { } name)
                continue;
            var newest = $"(SELECT x.value FROM model_metrics x WHERE x.model = g.id AND x.name = {_text.Parameter(name)}"
                + (dataset is null ? "" : $" AND ({OnDatasets("x", [dataset])})")
                + $" {session.Syntax.First(1, "x.timestamp_ms DESC, x.step DESC")})";
            order.Add($"CASE WHEN {newest} IS NULL THEN 1 ELSE 0 END");
            order.Add($"{newest} {direction}");
        }

        order.Add("g.created_ms DESC");

        // Of models made in the same millisecond, the later one first.
        order.Add("g.id DESC");
        return string.Join(", ", order);
    }

    /// <summary>Status compares as a number with numbers and by name with texts; MLflow's SQL store knows only the number.</summary>
    private string Column(Condition condition) => condition is { Key: "status" } and not NumberCondition
        ? "CASE g.status WHEN 1 THEN 'LOGGED_MODEL_PENDING' WHEN 2 THEN 'LOGGED_MODEL_READY' "
            + "WHEN 3 THEN 'LOGGED_MODEL_UPLOAD_FAILED' ELSE 'LOGGED_MODEL_STATUS_UNSPECIFIED' END"
        : Column(condition.Key);

    private string Column(string key) => key switch
    {
        "name" => "g.name",
        "model_id" => "g.model_id",
        "model_type" => "g.model_type",
        "source_run_id" => "g.source_run_id",
        "experiment_id" => database.Syntax.AsText("g.experiment_id"),
        "artifact_location" => "g.artifact_uri",
        "status" => "g.status",
        "creation_timestamp" => "g.created_ms",
        "last_updated_timestamp" => "g.updated_ms",
        _ => throw new NotSupportedException($"The attribute {key} of logged models has no column."),
    };
}
