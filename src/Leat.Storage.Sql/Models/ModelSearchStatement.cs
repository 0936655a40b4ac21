using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Models;

/// <summary>A search over logged models, whose metrics are measured on datasets.</summary>
internal sealed class ModelSearchStatement(SqlDatabase database, SqlSession session, SearchNames names, IReadOnlyList<ModelDataset> datasets)
    : SearchStatement<LoggedModel>(database, session, Table, names)
{
    private const string StatusName = "CASE g.status WHEN 1 THEN 'LOGGED_MODEL_PENDING' WHEN 2 THEN 'LOGGED_MODEL_READY' "
        + "WHEN 3 THEN 'LOGGED_MODEL_UPLOAD_FAILED' ELSE 'LOGGED_MODEL_STATUS_UNSPECIFIED' END";

    /// <summary>Where it looks.</summary>
    public static SearchTable<LoggedModel> Table { get; } = new(
        ModelColumns.All,
        "models g",
        "g.id",
        new SearchColumns<LoggedModel>(LoggedModelSearch.Attributes, new()
        {
            [LoggedModelSearch.Name] = "g.name",
            [LoggedModelSearch.ModelId] = "g.model_id",
            [LoggedModelSearch.ModelType] = "g.model_type",
            [LoggedModelSearch.SourceRunId] = "g.source_run_id",
            [LoggedModelSearch.ExperimentId] = new("g.experiment_id", IsNumberAsText: true),
            [LoggedModelSearch.ArtifactLocation] = "g.artifact_uri",
            [LoggedModelSearch.Status] = StatusName,
            [LoggedModelSearch.StatusNumber] = "g.status",
            [LoggedModelSearch.CreationTimestamp] = "g.created_ms",
            [LoggedModelSearch.LastUpdatedTimestamp] = "g.updated_ms",
        }),
        new Dictionary<SearchEntity, NamedTable>
        {
            [SearchEntity.Metric] = new("model_metrics", "model"),
            [SearchEntity.Param] = new("model_params", "model"),
            [SearchEntity.Tag] = new("model_tags", "model"),
        })
    {
        // Of models made in the same millisecond, the later one first.
        Last = "g.id DESC",
    };

    /// <summary>Keeps models that have any metric on one of the datasets.</summary>
    public void WhereMeasured() =>
        Where(_ => $"EXISTS (SELECT 1 FROM model_metrics x WHERE x.model = g.id AND ({OnDatasets(datasets)}))");

    /// <inheritdoc/>
    protected override string Restrict(Condition condition) =>
        condition.Entity == SearchEntity.Metric && datasets.Count > 0 ? $" AND ({OnDatasets(datasets)})" : "";

    /// <inheritdoc/>
    protected override IEnumerable<string> Order(OrderTerm term)
    {
        if (term.Field is not ModelMetricField metric)
            return base.Order(term);
        if (Names[metric] is not { } name)
            return [];
        var newest = $"(SELECT x.value FROM model_metrics x WHERE x.model = g.id AND x.name = {Text.Parameter(name)}"
            + (metric.Dataset is null ? "" : $" AND ({OnDatasets([metric.Dataset])})")
            + $" {Text.Syntax.First(1, "x.timestamp_ms DESC, x.step DESC")})";
        return SqlText.NullsLast(newest, term);
    }

    private string OnDatasets(IReadOnlyList<ModelDataset> some) =>
        string.Join(" OR ", some.Select(dataset => dataset.Digest is null
            ? $"x.dataset_name = {Text.Parameter(dataset.Name)}"
            : $"(x.dataset_name = {Text.Parameter(dataset.Name)} AND x.dataset_digest = {Text.Parameter(dataset.Digest)})"));
}
