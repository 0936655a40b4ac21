using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Runs;

/// <summary>The columns that make a <see cref="RunInfo"/>, over runs <c>r</c> joined with their experiments <c>e</c>.</summary>
internal static class RunColumns
{
    /// <summary>A run's stage: its own if set in the experiment's current generation, else the experiment's.</summary>
    public const string Stage = "CASE WHEN r.stage_generation = e.generation THEN r.stage ELSE e.stage END";

    public const string All =
        $"r.id, r.run_id, r.experiment_id, r.name, r.user_id, r.status, r.start_ms, r.end_ms, r.artifact_uri, {Stage}";

    /// <summary>The runs that exist: those being removed for good, on their own or with their experiment, are left out.</summary>
    public const string From = $"runs r JOIN experiments e ON e.id = r.experiment_id AND e.stage <> {StageSql.Purged} AND r.stage <> {StageSql.Purged}";

    /// <summary>Joins rows that name a run to it and its experiment, reading these rows first; those of runs being removed are left out.</summary>
    /// <param name="run">The column that names the run.</param>
    /// <param name="syntax">How the database writes joins.</param>
    public static string JoinTo(string run, SqlSyntax syntax) =>
        $"{syntax.OrderedJoin} runs r ON r.id = {run} {JoinExperiments(syntax)}";

    /// <summary>Joins runs to their experiments, reading the runs first.</summary>
    public static string JoinExperiments(SqlSyntax syntax) =>
        $"{syntax.OrderedJoin} experiments e ON e.id = r.experiment_id AND e.stage <> {StageSql.Purged} AND r.stage <> {StageSql.Purged}";

    /// <summary>The number of the run with a run id, if it exists.</summary>
    public const string SelectKey = $"SELECT r.id FROM {From} WHERE r.run_id = @p0";

    public static (long Key, RunInfo Info) Read(SqlRow row) => (
        row.NextInt64(),
        new RunInfo(
            RunId: row.NextText(),
            ExperimentId: row.NextExperimentId(),
            RunName: row.NextText(),
            UserId: row.NextText(),
            Status: (RunStatus)row.NextInt32(),
            StartTimeMs: row.NextInt64(),
            EndTimeMs: row.NextInt64OrNull(),
            ArtifactUri: row.NextText(),
            LifecycleStage: (LifecycleStage)row.NextInt32()));
}
