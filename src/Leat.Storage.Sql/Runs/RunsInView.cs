using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>Which runs of an experiment a view shows, told without looking at each: usually few are not active, and an index lists
/// them.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Generation">Its generation: stages of runs count only if they were set in it.</param>
/// <param name="View">Which stages to look at.</param>
internal sealed record RunsInView(long Experiment, LifecycleStage Stage, long Generation, ViewType View)
{
    /// <summary>Looks at an experiment; null if it does not exist.</summary>
    public static async Task<RunsInView?> FindAsync(SqlSession session, long experiment, ViewType view, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            $"SELECT stage, generation FROM experiments WHERE id = @p0 AND stage <> {StageSql.Purged}",
            [experiment],
            row => new RunsInView(experiment, (LifecycleStage)row.NextInt32(), row.NextInt64(), view),
            cancellationToken).ConfigureAwait(false);
        return found is [var one] ? one : null;
    }

    /// <summary>Whether <see cref="Condition"/> and <see cref="SelectHidden"/> can tell.</summary>
    public bool IsCondition => View == ViewType.All || (View == ViewType.ActiveOnly && Stage == LifecycleStage.Active);

    /// <summary>The condition that a run is in view; null if only its row tells that.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="run">The run's number in the statement.</param>
    public string? Condition(SqlText text, string run) =>
        SelectHidden(text) is { } hidden ? $"{text.Syntax.Unindexed(run)} NOT IN ({hidden})" : null;

    /// <summary>A statement that reads the numbers of the experiment's runs that are not in view; null if they may be many.</summary>
    public string? SelectHidden(SqlText text)
    {
        if (!IsCondition)
            return null;
        var others = View == ViewType.All
            ? $"k.stage = {StageSql.Purged}"
            : $"k.stage > {StageSql.Active} AND (k.stage = {StageSql.Purged} OR k.stage_generation = {text.Parameter(Generation)})";
        return $"SELECT k.id FROM runs k WHERE k.experiment_id = {text.Parameter(Experiment)} AND {others}";
    }

    /// <summary>Whether runs whose own stage is this, set in this generation, are in view.</summary>
    public bool Shows(LifecycleStage stage, long generation)
    {
        if (stage == StoredStage.Purged)
            return false;
        var counts = generation == Generation ? stage : Stage;
        return View == ViewType.All || counts == (View == ViewType.ActiveOnly ? LifecycleStage.Active : LifecycleStage.Deleted);
    }
}
