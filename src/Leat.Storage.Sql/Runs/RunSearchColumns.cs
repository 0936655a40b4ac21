using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>The columns that a search over runs <c>r</c> compares and sorts by.</summary>
internal static class RunSearchColumns
{
    /// <summary>The status by name, as filters and orders see it.</summary>
    private const string StatusName =
        "CASE r.status WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'SCHEDULED' WHEN 3 THEN 'FINISHED' WHEN 4 THEN 'FAILED' ELSE 'KILLED' END";

    public static SearchColumns<Run> Instance { get; } = new(RunSearch.Attributes, new()
    {
        [RunSearch.RunId] = "r.run_id",
        [RunSearch.RunName] = "r.name",
        [RunSearch.Status] = StatusName,
        [RunSearch.UserId] = "r.user_id",
        [RunSearch.ArtifactUri] = "r.artifact_uri",
        [RunSearch.StartTime] = "r.start_ms",
        [RunSearch.EndTime] = new("r.end_ms", IsNullable: true),
        [RunSearch.DatasetName] = "d2.name",
        [RunSearch.DatasetDigest] = "d2.digest",
        [RunSearch.DatasetContext] = "x.value",
    });

    /// <summary>The column of <see cref="Table"/> that holds what a field means.</summary>
    public static string Value(SearchField field) => field is NamedField named
        ? named.Part switch { MetricPart.Min => "min_value", MetricPart.Max => "max_value", MetricPart.Step => "step", _ => "value" }
        : throw new NotSupportedException($"{field} has no table of its own.");

    /// <summary>The table of metrics, params or tags.</summary>
    public static string Table(SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => "metric_latest",
        SearchEntity.Param => "params",
        SearchEntity.Tag => "tags",
        _ => throw new NotSupportedException($"{entity} has no table of its own."),
    };
}
