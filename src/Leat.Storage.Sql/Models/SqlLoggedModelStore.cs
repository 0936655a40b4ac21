using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Models;

/// <summary>Logged models in SQL.</summary>
internal sealed class SqlLoggedModelStore(SqlDatabase database) : ILoggedModelStore
{
    public async Task<LoggedModel> CreateModelAsync(NewLoggedModel model, CancellationToken cancellationToken = default)
    {
        // Generated before the transaction, so that a retry creates the same model.
        var modelId = $"m-{Guid.NewGuid():N}";
        var experiment = ExperimentKey.Parse(model.ExperimentId);
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            transaction => InsertAsync(transaction, model, modelId, experiment, now), cancellationToken).ConfigureAwait(false);
        return await GetModelAsync(modelId, allowDeleted: false, cancellationToken).ConfigureAwait(false);
    }

    public Task<LoggedModel> GetModelAsync(string modelId, bool allowDeleted, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var found = await FindAsync(session, modelId, allowDeleted, cancellationToken).ConfigureAwait(false);
                return (await new ModelHydrator(database, session, cancellationToken).HydrateAsync(found).ConfigureAwait(false))[0];
            },
            cancellationToken);

    public async Task<LoggedModel> FinalizeModelAsync(
        string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            async transaction =>
            {
                var key = await ModelState.GetKeyAsync(transaction, modelId).ConfigureAwait(false);
                return await transaction.WriteAsync(
                    "UPDATE models SET status = @p1, updated_ms = @p2 WHERE id = @p0", key, (int)status, now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return await GetModelAsync(modelId, allowDeleted: false, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteModelAsync(string modelId, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var known = await transaction.Session.ScalarAsync("SELECT 1 FROM models WHERE model_id = @p0", modelId).ConfigureAwait(false);
                if (known is null)
                    throw ModelState.NotFound(modelId);
                return await transaction.WriteAsync(
                    "UPDATE models SET deleted_ms = @p1, updated_ms = @p1 WHERE model_id = @p0 AND deleted_ms IS NULL",
                    modelId,
                    now).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task SetModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default)
    {
        var last = LoggedModelRules.CheckTags(tags);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var key = await ModelState.GetKeyAsync(transaction, modelId).ConfigureAwait(false);
                await SetTagsAsync(transaction, key, last).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task DeleteModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var model = await ModelState.GetKeyAsync(transaction, modelId).ConfigureAwait(false);
                var name = await transaction.FindNameAsync(key).ConfigureAwait(false);
                var exists = name is not null && await transaction.Session.ScalarAsync(
                    "SELECT 1 FROM model_tags WHERE model = @p0 AND name = @p1", model, name).ConfigureAwait(false) is not null;
                if (!exists)
                    throw LeatException.DoesNotExist($"No tag with key '{key}' found for model with ID '{modelId}'.");
                return await transaction.WriteAsync("DELETE FROM model_tags WHERE model = @p0 AND name = @p1", model, name)
                    .ConfigureAwait(false);
            },
            cancellationToken);

    public Task LogModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default)
    {
        LoggedModelRules.CheckParams(parameters);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var model = await ModelState.GetKeyAsync(transaction, modelId).ConfigureAwait(false);
                var added = await FindNewParamsAsync(transaction, model, modelId, parameters).ConfigureAwait(false);
                foreach (var (name, param) in added)
                    await InsertParamAsync(transaction, model, name, param).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default)
    {
        foreach (var output in outputs)
            RunRules.CheckLinkedModelId(output.ModelId);
        return database.Writes.WriteAsync(
            new WriteNeeds(runId),
            async transaction =>
            {
                var run = await transaction.GetActiveRunAsync(runId).ConfigureAwait(false);
                foreach (var output in outputs)
                {
                    await RunModels.AddAsync(transaction, run, RunModelDirection.Output, output.ModelId, output.Step).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);
    }

    public Task RecordLegacyModelAsync(string runId, LegacyModel model, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            new WriteNeeds(runId),
            async transaction =>
            {
                var run = await transaction.GetActiveRunAsync(runId).ConfigureAwait(false);
                var name = await transaction.InternAsync(LegacyModel.HistoryTag).ConfigureAwait(false);
                var history = await transaction.Session.ScalarAsync(
                    "SELECT value FROM tags WHERE run = @p0 AND name = @p1", run.Key, name).ConfigureAwait(false) as string;
                return await transaction.WriteRowAsync(RowWrites.Tag, run.Key, name, model.AppendTo(history), run.ExperimentKey)
                    .ConfigureAwait(false);
            },
            cancellationToken);

    public Task<Page<LoggedModel>> SearchModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        var offset = LoggedModelPageToken.ToOffset(query);
        var order = query.OrderBy.Total;
        var experiments = ExperimentKey.ParseValid(query.ExperimentIds);
        return database.Readers.ReadAsync(
            async session =>
            {
                var names = await SearchStatement<LoggedModel>.FindNamesAsync(database, session, query.Filter, order).ConfigureAwait(false);
                var search = new ModelSearchStatement(database, session, names, query.Datasets);
                search.Where(text => database.Syntax.InList("g.experiment_id", text.Parameter(database.Syntax.ListOf(experiments))));
                search.Where(_ => "g.deleted_ms IS NULL");
                search.Where(query.Filter);
                if (query.Datasets.Count > 0 && query.Filter.Conditions.All(condition => condition.Entity != SearchEntity.Metric))
                    search.WhereMeasured();
                return await search.ReadPageAsync(
                    order,
                    ((int)query.MaxResults, offset),
                    ModelColumns.Read,
                    new ModelHydrator(database, session, cancellationToken).HydrateAsync,
                    end => LoggedModelPageToken.FromOffset(query, end),
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Sets tags of a model inside a transaction; the registry does so too, to record the versions made from a model.</summary>
    internal static async ValueTask SetTagsAsync(WriteTransaction transaction, long model, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.ModelTag, model, name, tag.Value).ConfigureAwait(false);
        }
    }

    private static async Task<List<(long Key, LoggedModel Model)>> FindAsync(
        SqlSession session, string modelId, bool allowDeleted, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {ModelColumns.All} FROM models g WHERE g.model_id = @p0{(allowDeleted ? "" : " AND g.deleted_ms IS NULL")}";
        var found = await session.ReadAsync(sql, [modelId], ModelColumns.Read, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found : throw ModelState.NotFound(modelId);
    }

    private static async ValueTask<long> InsertAsync(
        WriteTransaction transaction, NewLoggedModel model, string modelId, long experiment, long now)
    {
        var location = await SqlExperimentStore.CheckActiveAsync(transaction, experiment, model.ExperimentId).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            """
            INSERT INTO models (experiment_id, model_id, name, artifact_uri, created_ms, updated_ms, status, model_type, source_run_id)
            SELECT e.id, @p1, @p2, @p3, @p4, @p4, @p5, @p6, @p7 FROM experiments e WHERE e.id = @p0
            """,
            experiment,
            modelId,
            model.Name,
            ArtifactUri.OfModel(location, modelId),
            now,
            (int)LoggedModelStatus.Pending,
            model.ModelType,
            model.SourceRunId).ConfigureAwait(false);
        foreach (var param in model.Params)
        {
            var name = await transaction.InternAsync(LongName.StandIn(param.Key)).ConfigureAwait(false);
            await InsertParamAsync(transaction, key, name, param).ConfigureAwait(false);
        }

        await SetTagsAsync(transaction, key, model.Tags).ConfigureAwait(false);
        return key;
    }

    private static ValueTask<int> InsertParamAsync(WriteTransaction transaction, long model, long name, Param param) =>
        transaction.WriteRowAsync(RowWrites.ModelParam, model, name, param.Value, LongName.WholeOf(param.Key));

    private static async ValueTask<List<(long Name, Param Param)>> FindNewParamsAsync(
        WriteTransaction transaction, long model, string modelId, IReadOnlyList<Param> parameters)
    {
        var added = new List<(long, Param)>(parameters.Count);
        foreach (var param in parameters)
        {
            var name = await transaction.InternAsync(LongName.StandIn(param.Key)).ConfigureAwait(false);
            var stored = await transaction.Session.ScalarAsync(
                "SELECT value FROM model_params WHERE model = @p0 AND name = @p1", model, name).ConfigureAwait(false) as string;
            if (stored is null)
            {
                added.Add((name, param));
            }
            else if (stored != param.Value)
            {
                throw LeatException.InvalidParameter(
                    $"Changing param values is not allowed. Param with key='{param.Key}' was already logged with value='{stored}' "
                    + $"for model ID='{modelId}'. Attempted logging new value '{param.Value}'.");
            }
        }

        return added;
    }
}
