using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;

namespace Leat.Storage.Sql.Workspaces;

/// <summary>Finds the things of other workspaces, by the index of their ids.</summary>
internal static class ForeignSql
{
    /// <summary>Those of some ids whose thing exists in another workspace than this.</summary>
    public static async Task<List<string>> FindAsync(
        SqlSession session, ResourceKind kind, IReadOnlyList<string> ids, long workspace, CancellationToken cancellationToken)
    {
        if (kind == ResourceKind.Experiment)
            return await FindExperimentsAsync(session, ExperimentKey.ParseValid(ids), workspace, cancellationToken).ConfigureAwait(false);
        var (from, id) = PlaceOf(kind);
        var isOne = ids.Count == 1;
        return await session.ReadAsync(
            $"SELECT {id} FROM {from} WHERE {(isOne ? $"{id} = @p0" : session.Syntax.InTexts(id, "@p0"))} AND e.workspace <> @p1",
            [isOne ? ids[0] : session.Syntax.ListOf(ids), workspace],
            row => row.NextText(),
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<string>> FindExperimentsAsync(
        SqlSession session, IReadOnlyList<long> keys, long workspace, CancellationToken cancellationToken) => keys.Count == 0
        ? []
        : await session.ReadAsync(
            $"SELECT e.id FROM experiments e WHERE {(keys.Count == 1 ? "e.id = @p0" : session.Syntax.InList("e.id", "@p0"))} AND e.workspace <> @p1",
            [keys.Count == 1 ? keys[0] : session.Syntax.ListOf(keys), workspace],
            row => row.NextExperimentId(),
            cancellationToken).ConfigureAwait(false);

    /// <summary>The table, with <c>e</c> for what has the workspace, and the column of the id.</summary>
    private static (string From, string Id) PlaceOf(ResourceKind kind) => kind switch
    {
        ResourceKind.Run => ("runs x JOIN experiments e ON e.id = x.experiment_id", "x.run_id"),
        ResourceKind.LoggedModel => ("models x JOIN experiments e ON e.id = x.experiment_id", "x.model_id"),
        ResourceKind.Trace => ("traces x JOIN experiments e ON e.id = x.experiment_id", "x.trace_id"),
        ResourceKind.Scorer => ("scorers x JOIN experiments e ON e.id = x.experiment_id", "x.scorer_id"),
        ResourceKind.Issue => ("issues x JOIN experiments e ON e.id = x.experiment", "x.issue_id"),
        ResourceKind.LabelSchema => ("label_schemas x JOIN experiments e ON e.id = x.experiment", "x.schema_id"),
        ResourceKind.ReviewQueue => ("review_queues x JOIN experiments e ON e.id = x.experiment", "x.queue_id"),
        ResourceKind.EvaluationDataset => ("evaluation_datasets e", "e.dataset_id"),
        ResourceKind.Webhook => ("webhooks e", "e.webhook_id"),
        _ => throw new NotSupportedException($"Things of the kind {kind} have no table."),
    };
}
