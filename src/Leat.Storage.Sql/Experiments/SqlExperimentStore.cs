using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Experiments;

/// <summary>Experiments in SQL. Deleting and restoring touch one row, however many runs there are: a run's own stage counts only
/// if it was set in the experiment's current generation.</summary>
/// <param name="database">The database.</param>
/// <param name="workspace">Where names are looked up and experiments are created.</param>
internal sealed class SqlExperimentStore(SqlDatabase database, WorkspaceScope workspace) : IExperimentStore
{
    /// <summary>The condition that an experiment exists and is not being removed for good.</summary>
    internal const string Present = $"e.stage <> {StageSql.Purged}";

    private static readonly NamedTexts Tags = new("experiment_tags", "experiment", Order: "x.name");

    public async Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        var id = await database.Writes.WriteAsync(transaction => InsertAsync(transaction, experiment, now), cancellationToken)
            .ConfigureAwait(false);
        return id.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        var key = ExperimentKey.Parse(experimentId);
        var found = await database.Readers.ReadAsync(
            session => ReadAsync(session, "e.id = @p0", [key], cancellationToken), cancellationToken).ConfigureAwait(false);
        return found ?? throw ExperimentKey.NotFound(experimentId);
    }

    public Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(session => ReadAsync(session, "e.workspace = @p1 AND e.name = @p0", [name, workspace.Key], cancellationToken), cancellationToken);

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        ChangeStageAsync(experimentId, LifecycleStage.Active, LifecycleStage.Deleted, cancellationToken);

    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        ChangeStageAsync(experimentId, LifecycleStage.Deleted, LifecycleStage.Active, cancellationToken);

    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default)
    {
        var name = ExperimentRules.CheckName(newName);
        var key = ExperimentKey.Parse(experimentId);
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                if (await StageAsync(transaction.Session, key).ConfigureAwait(false) is not { } stage)
                    throw ExperimentKey.NotFound(experimentId);
                if (stage == StoredStage.Purged)
                    throw ExperimentKey.BeingRemoved(experimentId);
                if (stage != LifecycleStage.Active)
                    throw LeatException.WrongState("Cannot rename a non-active experiment.");
                await CheckNameIsFreeAsync(transaction, name, key).ConfigureAwait(false);
                return await transaction.WriteAsync(
                    "UPDATE experiments SET name = @p1, updated_ms = @p2 WHERE id = @p0", key, name, now).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default)
    {
        ExperimentRules.CheckSetTag(tag);
        var key = ExperimentKey.Parse(experimentId);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                await CheckActiveAsync(transaction, key, experimentId).ConfigureAwait(false);
                var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
                return await transaction.WriteRowAsync(RowWrites.ExperimentTag, key, name, tag.Value).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default)
    {
        var experiment = ExperimentKey.Parse(experimentId);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                await CheckActiveAsync(transaction, experiment, experimentId).ConfigureAwait(false);
                var name = await transaction.FindNameAsync(key).ConfigureAwait(false);
                var exists = name is not null && await transaction.Session.ScalarAsync(
                    "SELECT 1 FROM experiment_tags WHERE experiment = @p0 AND name = @p1", experiment, name).ConfigureAwait(false) is not null;
                if (!exists)
                    throw LeatException.DoesNotExist($"No tag with name: {key} in experiment with id {experimentId}");
                return await transaction.WriteAsync(
                    "DELETE FROM experiment_tags WHERE experiment = @p0 AND name = @p1", experiment, name).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<Page<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(session => SearchAsync(session, query, cancellationToken), cancellationToken);

    /// <summary>One page of a search, read in a session.</summary>
    internal async Task<Page<Experiment>> SearchAsync(SqlSession session, ExperimentQuery query, CancellationToken cancellationToken)
    {
        var offset = PageToken.ToOffset(query.PageToken);
        var order = query.OrderBy.Total;
        var names = await SearchStatement<Experiment>.FindNamesAsync(database, session, query.Filter, order).ConfigureAwait(false);
        var search = new SearchStatement<Experiment>(database, session, ExperimentSearchTable.Instance, names);
        search.Where(text => $"e.workspace = {text.Parameter(workspace.Key)}");
        search.Where(_ => Present);
        search.Where(text => FilterSql.InView(text, "e.stage", query.View));
        search.Where(query.Filter);
        return await search.ReadPageAsync(
            order,
            ((int)query.MaxResults, offset),
            ExperimentColumns.Read,
            found => AddTagsAsync(session, found, cancellationToken),
            PageToken.FromOffset,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The experiments with these ids, in their order, each once.</summary>
    internal async Task<IReadOnlyList<Experiment>> FindAsync(SqlSession session, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var keys = ExperimentKey.ParseValid(ids);
        var found = await session.ReadAsync(
            $"SELECT {ExperimentColumns.All} FROM experiments e WHERE {database.Syntax.InList("e.id", "@p0")} AND e.workspace = @p1 AND {Present}",
            [database.Syntax.ListOf(keys), workspace.Key],
            ExperimentColumns.Read,
            cancellationToken).ConfigureAwait(false);
        var byId = (await AddTagsAsync(session, found, cancellationToken).ConfigureAwait(false)).ToDictionary(one => ExperimentKey.Parse(one.ExperimentId));
        return [.. keys.Where(byId.ContainsKey).Select(key => byId[key])];
    }

    /// <summary>Refuses a deleted or unknown experiment.</summary>
    /// <returns>The location below which its runs, models and traces have their files.</returns>
    internal static ValueTask<string> CheckActiveAsync(WriteTransaction transaction, long key, string experimentId) =>
        CheckActiveAsync(transaction.Session, key, experimentId);

    /// <inheritdoc cref="CheckActiveAsync(WriteTransaction, long, string)"/>
    internal static async ValueTask<string> CheckActiveAsync(SqlSession session, long key, string experimentId)
    {
        var state = await FindStateAsync(session, key).ConfigureAwait(false);
        switch (state?.Stage)
        {
            case null:
                throw ExperimentKey.NotFound(experimentId);
            case StoredStage.Purged:
                throw ExperimentKey.BeingRemoved(experimentId);
            case LifecycleStage.Deleted:
                throw LeatException.InvalidParameter(
                    $"The experiment {experimentId} must be in the 'active' state. Current state is deleted.");
            default:
                return state.Value.Location;
        }
    }

    private async ValueTask<long> InsertAsync(WriteTransaction transaction, NewExperiment experiment, long now)
    {
        await workspace.RequireAsync(transaction).ConfigureAwait(false);
        await CheckNameIsFreeAsync(transaction, experiment.Name, except: null).ConfigureAwait(false);
        var id = await transaction.InsertAsync(
            """
            INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms, workspace)
            VALUES (@p0, '', 0, 0, @p1, @p1, @p2)
            """,
            experiment.Name,
            now,
            workspace.Key).ConfigureAwait(false);
        await transaction.WriteAsync(
            "UPDATE experiments SET artifact_location = @p1 WHERE id = @p0",
            id,
            experiment.ArtifactLocation is { } given ? ArtifactUri.ToAbsolute(given) : workspace.LocationOf(database.Options, id)).ConfigureAwait(false);
        foreach (var tag in experiment.Tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.ExperimentTag, id, name, tag.Value).ConfigureAwait(false);
        }

        return id;
    }

    private async ValueTask CheckNameIsFreeAsync(WriteTransaction transaction, string name, long? except)
    {
        var owner = await transaction.Session.ScalarAsync("SELECT id FROM experiments WHERE workspace = @p1 AND name = @p0", name, workspace.Key).ConfigureAwait(false);
        if (owner is long id && id != except)
        {
            throw LeatException.AlreadyExists(
                $"Experiment(name={name}) already exists. It has id {id.ToString(CultureInfo.InvariantCulture)} and may be deleted; "
                + "names stay taken until a deleted experiment is removed for good.");
        }
    }

    private Task<int> ChangeStageAsync(string experimentId, LifecycleStage from, LifecycleStage to, CancellationToken cancellationToken)
    {
        var key = ExperimentKey.Parse(experimentId);
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var stage = await StageAsync(transaction.Session, key).ConfigureAwait(false);
                if (stage == StoredStage.Purged)
                    throw ExperimentKey.BeingRemoved(experimentId);
                if (stage != from)
                    throw ExperimentKey.NotFound(experimentId);
                transaction.ForgetRuns();
                return await transaction.WriteAsync(
                    "UPDATE experiments SET stage = @p1, generation = generation + 1, updated_ms = @p2 WHERE id = @p0",
                    key,
                    (int)to,
                    now).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static async ValueTask<LifecycleStage?> StageAsync(SqlSession session, long key) =>
        (await FindStateAsync(session, key).ConfigureAwait(false))?.Stage;

    private static async ValueTask<(LifecycleStage Stage, string Location)?> FindStateAsync(SqlSession session, long key)
    {
        var found = await session.ReadAsync(
            "SELECT stage, artifact_location FROM experiments WHERE id = @p0",
            [key],
            row => ((LifecycleStage)row.NextInt32(), row.NextText()),
            CancellationToken.None).ConfigureAwait(false);
        return found is [var state] ? state : null;
    }

    private async Task<Experiment?> ReadAsync(
        SqlSession session, string condition, object?[] arguments, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            $"SELECT {ExperimentColumns.All} FROM experiments e WHERE {condition} AND {Present}", arguments, ExperimentColumns.Read, cancellationToken)
            .ConfigureAwait(false);
        return (await AddTagsAsync(session, found, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    /// <summary>Fills in the tags of several experiments with one query.</summary>
    private async Task<List<Experiment>> AddTagsAsync(SqlSession session, List<Experiment> experiments, CancellationToken cancellationToken)
    {
        if (experiments.Count == 0)
            return experiments;
        var keys = experiments.ConvertAll(e => ExperimentKey.Parse(e.ExperimentId));
        var tags = await Tags.ReadAsync(
            session, database.Syntax.ListOf(keys), (key, value) => new Tag(key, value), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < experiments.Count; i++)
            experiments[i] = experiments[i] with { Tags = [.. tags[keys[i]]] };
        return experiments;
    }
}
