using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Scorers;

/// <summary>The columns of a version <c>v</c> of the scorer <c>s</c>.</summary>
internal static class ScorerColumns
{
    public const string All = "s.scorer_id, s.experiment_id, s.name, v.version, v.serialized_scorer, v.created_ms";

    public const string From = "scorers s JOIN scorer_versions v ON v.scorer = s.id";

    public static ScorerVersion Read(SqlRow row) => new(
        ScorerId: row.NextText(),
        ExperimentId: row.NextExperimentId(),
        Name: row.NextText(),
        Version: row.NextInt64(),
        SerializedScorer: row.NextText(),
        CreationTimeMs: row.NextInt64());
}
