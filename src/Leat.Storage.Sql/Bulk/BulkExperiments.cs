using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Writes experiments with their ids, stages and times.</summary>
/// <param name="database">Knows where artifacts are by default.</param>
/// <param name="transaction">Writes them.</param>
internal sealed class BulkExperiments(SqlDatabase database, WriteTransaction transaction)
{
    /// <summary>The default experiment, as long as nobody has used it.</summary>
    private const string Unused =
        """
        SELECT e.name FROM experiments e WHERE e.id = 0 AND e.generation = 0 AND e.updated_ms = e.created_ms
          AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.experiment_id = 0)
          AND NOT EXISTS (SELECT 1 FROM models m WHERE m.experiment_id = 0)
          AND NOT EXISTS (SELECT 1 FROM traces t WHERE t.experiment_id = 0)
          AND NOT EXISTS (SELECT 1 FROM experiment_tags x WHERE x.experiment = 0)
        """;

    public async ValueTask<IReadOnlyList<string>> AddAsync(IReadOnlyList<Experiment> experiments)
    {
        var ids = new List<string>(experiments.Count);
        var given = experiments.Select(experiment => KeyOf(experiment)).ToList();
        if (given.Exists(key => key is not null) && transaction.Syntax.BeforeGivenIds("experiments") is { } before)
            await transaction.WriteAsync(before).ConfigureAwait(false);
        for (var i = 0; i < experiments.Count; i++)
        {
            var key = await AddAsync(experiments[i], given[i]).ConfigureAwait(false);
            await AddTagsAsync(key, experiments[i].Tags).ConfigureAwait(false);
            ids.Add(key.ToString(CultureInfo.InvariantCulture));
        }

        if (given.Exists(key => key is not null) && transaction.Syntax.AfterGivenIds("experiments") is { } after)
            await transaction.Session.ScalarAsync(after).ConfigureAwait(false);
        return ids;
    }

    private static long? KeyOf(Experiment experiment)
    {
        ExperimentRules.CheckName(experiment.Name);
        foreach (var tag in experiment.Tags)
            ExperimentRules.CheckTag(tag.Key, tag.Value);
        if (experiment.ExperimentId.Length == 0)
            return null;
        var key = ExperimentKey.Parse(experiment.ExperimentId);
        return key <= BulkRules.LastExperimentId
            ? key
            : throw LeatException.InvalidParameter(
                $"The experiment id {experiment.ExperimentId} is too high: ids that are given may go up to {BulkRules.LastExperimentId}.");
    }

    private async ValueTask<long> AddAsync(Experiment experiment, long? given)
    {
        if (given == 0 && await transaction.Session.ScalarAsync(Unused).ConfigureAwait(false) is string name)
        {
            if (name != experiment.Name)
                await CheckNameIsFreeAsync(experiment.Name).ConfigureAwait(false);
            await ReplaceDefaultAsync(experiment).ConfigureAwait(false);
            return 0;
        }

        await CheckNameIsFreeAsync(experiment.Name).ConfigureAwait(false);
        return given is { } key
            ? await InsertAsync(experiment, key).ConfigureAwait(false)
            : await InsertNextAsync(experiment).ConfigureAwait(false);
    }

    private ValueTask<int> ReplaceDefaultAsync(Experiment experiment) => transaction.WriteAsync(
        "UPDATE experiments SET name = @p0, artifact_location = @p1, stage = @p2, created_ms = @p3, updated_ms = @p4 WHERE id = 0",
        experiment.Name,
        LocationOf(experiment, 0),
        (long)experiment.LifecycleStage,
        experiment.CreationTimeMs,
        experiment.LastUpdateTimeMs);

    private async ValueTask<long> InsertAsync(Experiment experiment, long key)
    {
        if (await transaction.Session.ScalarAsync("SELECT 1 FROM experiments WHERE id = @p0", key).ConfigureAwait(false) is not null)
            throw LeatException.AlreadyExists($"An experiment with id={experiment.ExperimentId} exists already.");
        await transaction.WriteAsync(
            """
            INSERT INTO experiments (id, name, artifact_location, stage, generation, created_ms, updated_ms)
            VALUES (@p0, @p1, @p2, @p3, 0, @p4, @p5)
            """,
            key,
            experiment.Name,
            LocationOf(experiment, key),
            (long)experiment.LifecycleStage,
            experiment.CreationTimeMs,
            experiment.LastUpdateTimeMs).ConfigureAwait(false);
        return key;
    }

    private async ValueTask<long> InsertNextAsync(Experiment experiment)
    {
        var key = await transaction.InsertAsync(
            """
            INSERT INTO experiments (name, artifact_location, stage, generation, created_ms, updated_ms) VALUES (@p0, @p1, @p2, 0, @p3, @p4)
            """,
            experiment.Name,
            experiment.ArtifactLocation,
            (long)experiment.LifecycleStage,
            experiment.CreationTimeMs,
            experiment.LastUpdateTimeMs).ConfigureAwait(false);
        if (experiment.ArtifactLocation.Length == 0)
        {
            await transaction.WriteAsync(
                "UPDATE experiments SET artifact_location = @p1 WHERE id = @p0", key, database.Options.LocationOf(key)).ConfigureAwait(false);
        }

        return key;
    }

    private async ValueTask AddTagsAsync(long experiment, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(RowWrites.ExperimentTag, experiment, name, tag.Value).ConfigureAwait(false);
        }
    }

    private async ValueTask CheckNameIsFreeAsync(string name)
    {
        if (await transaction.Session.ScalarAsync("SELECT id FROM experiments WHERE workspace = 0 AND name = @p0", name).ConfigureAwait(false) is long owner)
        {
            throw LeatException.AlreadyExists(
                $"Experiment(name={name}) already exists. It has id {owner.ToString(CultureInfo.InvariantCulture)} and may be deleted.");
        }
    }

    private string LocationOf(Experiment experiment, long key) =>
        experiment.ArtifactLocation.Length > 0 ? experiment.ArtifactLocation : database.Options.LocationOf(key);
}
