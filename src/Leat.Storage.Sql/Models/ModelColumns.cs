using System.Data.Common;
using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Sql.Models;

/// <summary>The columns of a logged model <c>g</c> without its tags, params and metrics.</summary>
internal static class ModelColumns
{
    public const string All =
        "g.id, g.model_id, g.experiment_id, g.name, g.artifact_uri, g.created_ms, g.updated_ms, g.status, g.model_type, g.source_run_id";

    public static (long Key, LoggedModel Model) Read(DbDataReader reader) => (
        reader.GetInt64(0),
        new LoggedModel(
            ModelId: reader.GetString(1),
            ExperimentId: reader.GetInt64(2).ToString(CultureInfo.InvariantCulture),
            Name: reader.GetString(3),
            ArtifactUri: reader.GetString(4),
            CreationTimestampMs: reader.GetInt64(5),
            LastUpdatedTimestampMs: reader.GetInt64(6),
            Status: (LoggedModelStatus)reader.GetInt32(7),
            ModelType: reader.GetString(8),
            SourceRunId: reader.GetString(9),
            Tags: [],
            Params: [],
            Metrics: []));
}
