using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Writes;

/// <summary>What a write needs to know about a run.</summary>
/// <param name="Key">Its number.</param>
/// <param name="ExperimentKey">Its experiment's number.</param>
/// <param name="Generation">Its experiment's generation.</param>
/// <param name="Stage">Its own stage if set in this generation of the experiment, otherwise the experiment's.</param>
/// <param name="IsPurged">Whether it is being removed for good, alone or with its experiment.</param>
internal sealed record RunState(long Key, long ExperimentKey, long Generation, LifecycleStage Stage, bool IsPurged)
{
    /// <summary>The columns that <see cref="Read"/> reads, followed by the run's id.</summary>
    public const string Select =
        $"""
        SELECT r.run_id, r.id, r.experiment_id, e.generation,
               CASE WHEN r.stage_generation = e.generation THEN r.stage ELSE e.stage END,
               CASE WHEN r.stage = {StageSql.Purged} OR e.stage = {StageSql.Purged} THEN 1 ELSE 0 END
        FROM runs r JOIN experiments e ON e.id = r.experiment_id
        """;

    public static RunState Read(SqlRow row) =>
        new(row.NextInt64(), row.NextInt64(), row.NextInt64(), (LifecycleStage)row.NextInt32(), row.NextFlag());

    public static LeatException NotFound(string runId) => new ResourceName(ResourceKind.Run, runId).NotFound();

    public static LeatException BeingRemoved(string runId) =>
        LeatException.DoesNotExist($"Run with id={runId} not found: it was deleted and is being removed for good");
}
