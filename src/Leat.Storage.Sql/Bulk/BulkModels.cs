using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Writes logged models with their ids, times, stages and metrics.</summary>
internal sealed class BulkModels(WriteTransaction transaction)
{
    private readonly Dictionary<string, (long Key, string Location)> _experiments = new(StringComparer.Ordinal);

    public async ValueTask<bool> AddAsync(IReadOnlyList<BulkModel> models)
    {
        foreach (var model in models)
        {
            Check(model.Model);
            if (await transaction.Session.ScalarAsync("SELECT 1 FROM models WHERE model_id = @p0", model.Model.ModelId).ConfigureAwait(false) is not null)
                throw LeatException.AlreadyExists($"A logged model with id={model.Model.ModelId} exists already.");
            await AddAsync(model).ConfigureAwait(false);
        }

        return true;
    }

    private static void Check(LoggedModel model)
    {
        RunRules.CheckRunId(model.ModelId);
        LoggedModelRules.CheckTags(model.Tags);
        LoggedModelRules.CheckParams(model.Params);
        foreach (var text in (string[])[model.Name, model.ArtifactUri, model.ModelType, model.SourceRunId])
            TextRules.CheckStorable("model", text);
    }

    private async ValueTask AddAsync(BulkModel model)
    {
        var given = model.Model;
        var (experiment, location) = await FindExperimentAsync(given.ExperimentId).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            """
            INSERT INTO models (experiment_id, model_id, name, artifact_uri, created_ms, updated_ms, status, model_type, source_run_id, deleted_ms)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
            """,
            experiment,
            given.ModelId,
            given.Name,
            given.ArtifactUri.Length > 0 ? given.ArtifactUri : ArtifactUri.OfModel(location, given.ModelId),
            given.CreationTimestampMs,
            given.LastUpdatedTimestampMs,
            (long)given.Status,
            given.ModelType,
            given.SourceRunId,
            model.DeletedTimeMs).ConfigureAwait(false);
        foreach (var param in given.Params)
        {
            var name = await transaction.InternAsync(LongName.StandIn(param.Key)).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.ModelParam, key, name, param.Value, LongName.WholeOf(param.Key)).ConfigureAwait(false);
        }

        await SqlLoggedModelStore.SetTagsAsync(transaction, key, given.Tags).ConfigureAwait(false);
        foreach (var metric in given.Metrics)
        {
            var run = await transaction.GetRunAsync(metric.RunId).ConfigureAwait(false);
            await ModelMetrics.AddAsync(
                transaction,
                run,
                [metric.Metric with { Link = new MetricLink(given.ModelId, metric.Metric.Link?.DatasetName, metric.Metric.Link?.DatasetDigest) }],
                new Dictionary<string, long>(StringComparer.Ordinal) { [given.ModelId] = key }).ConfigureAwait(false);
        }
    }

    private async ValueTask<(long Key, string Location)> FindExperimentAsync(string id)
    {
        if (_experiments.TryGetValue(id, out var known))
            return known;
        var rows = await transaction.Session.ReadAsync(
            $"SELECT e.id, e.artifact_location FROM experiments e WHERE e.id = @p0 AND {SqlExperimentStore.Present}",
            [ExperimentKey.Parse(id)],
            row => (row.NextInt64(), row.NextText()),
            CancellationToken.None).ConfigureAwait(false);
        return _experiments[id] = rows is [var experiment] ? experiment : throw ExperimentKey.NotFound(id);
    }
}
