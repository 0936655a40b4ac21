using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>The rows of objects that can be removed: number, public id if it differs, location, effective stage, time of deletion.</summary>
internal static class PurgeRows
{
    /// <summary>The <c>+ 0</c> keeps planners from reading by experiment and sorting: pages follow the runs' own numbers.</summary>
    private const string Runs =
        $"""
        SELECT r.id, r.run_id, r.artifact_uri, CASE WHEN r.stage = {StageSql.Purged} THEN {StageSql.Purged} ELSE {RunColumns.Stage} END,
               CASE WHEN r.stage_generation = e.generation THEN r.deleted_ms ELSE e.updated_ms END
        FROM runs r JOIN experiments e ON e.id = r.experiment_id + 0
        """;

    private const string Experiments = "SELECT e.id, e.artifact_location, e.stage, e.updated_ms FROM experiments e";

    private const string Models =
        $"""
        SELECT g.id, g.model_id, g.artifact_uri, CASE WHEN g.deleted_ms IS NULL THEN {StageSql.Active} ELSE {StageSql.Purged} END, g.deleted_ms
        FROM models g JOIN experiments e ON e.id = g.experiment_id + 0
        """;

    /// <summary>An object, and what decides whether it may be removed.</summary>
    public readonly record struct Row(PurgeItem Item, LifecycleStage Stage, long? DeletedMs)
    {
        public bool IsOldEnough(long? deletedBeforeMs) =>
            Stage == StoredStage.Purged && Item.Kind != PurgeKind.Model || deletedBeforeMs is null || DeletedMs < deletedBeforeMs;
    }

    public static string Select(PurgeKind kind) => kind switch
    {
        PurgeKind.Run => Runs,
        PurgeKind.Experiment => Experiments,
        _ => Models,
    };

    /// <summary>The condition that an object has the public id <c>@p0</c>.</summary>
    public static string HasId(PurgeKind kind) => kind switch
    {
        PurgeKind.Run => "r.run_id = @p0",
        PurgeKind.Experiment => "e.id = @p0",
        _ => "g.model_id = @p0",
    };

    /// <summary>And the condition that an object is in a workspace, if there is one.</summary>
    public static string IsIn(long? workspace, string parameter) => workspace is null ? "" : $" AND e.workspace = {parameter}";

    /// <summary>The condition that an object comes after the key <c>@p0</c> and was deleted before <c>@p1</c> or is marked.</summary>
    public static string IsDeleted(PurgeKind kind) => kind switch
    {
        PurgeKind.Run =>
            $"""
            r.id > @p0 AND e.stage <> {StageSql.Purged} AND (r.stage = {StageSql.Purged} OR ({RunColumns.Stage} = {StageSql.Deleted}
              AND CASE WHEN r.stage_generation = e.generation THEN r.deleted_ms ELSE e.updated_ms END < @p1))
            """,
        PurgeKind.Experiment => $"e.id > @p0 AND (e.stage = {StageSql.Purged} OR (e.stage = {StageSql.Deleted} AND e.updated_ms < @p1))",
        _ => "g.id > @p0 AND g.deleted_ms < @p1",
    };

    /// <summary>The condition that an object comes after the key <c>@p0</c> and belongs to the experiment <c>@p1</c>.</summary>
    public static string IsOf(PurgeKind kind) => kind == PurgeKind.Run
        ? "r.id > @p0 AND r.experiment_id + 0 = @p1"
        : "g.id > @p0 AND g.experiment_id + 0 = @p1";

    /// <summary>The order of keys.</summary>
    public static string Order(PurgeKind kind) => kind switch
    {
        PurgeKind.Run => "r.id",
        PurgeKind.Experiment => "e.id",
        _ => "g.id",
    };

    public static Row Read(PurgeKind kind, SqlRow row)
    {
        var key = row.NextInt64();
        var id = kind == PurgeKind.Experiment ? key.ToString(CultureInfo.InvariantCulture) : row.NextText();
        var (location, stage) = (row.NextText(), (LifecycleStage)row.NextInt64());
        return new Row(new PurgeItem(kind, id, key, location, stage == StoredStage.Purged), stage, row.NextInt64OrNull());
    }
}
