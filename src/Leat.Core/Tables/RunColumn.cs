using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A column of a table of runs: an attribute (<c>run_name</c>), <c>metrics.KEY</c>, <c>params.KEY</c> or <c>tags.KEY</c>.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Key">The name of the metric, param or tag; null for others.</param>
/// <param name="Part">What is shown of a metric.</param>
public sealed record RunColumn(string Name, RunColumnKind Kind, string? Key = null, MetricPart Part = MetricPart.Last)
{
    private const string Metrics = "metrics.";
    private const string Params = "params.";
    private const string Tags = "tags.";

    private static readonly WireNames<RunColumnKind> Attributes = new(
        "run_name", "status", "start_time", "end_time", "duration", "user_id", "experiment_id", "lifecycle_stage", "artifact_uri", "children",
        "parent", "datasets", "note");

    /// <summary>Reads the name of a column.</summary>
    /// <remarks>A key in backticks or double quotes is that key, whatever it holds; <c>.last</c>, <c>.min</c>, <c>.max</c> or <c>.step</c> may
    /// follow that of a metric. A key without quotes is all that follows the first dot, except that one of these words at the end of a
    /// metric always names the part: <c>metrics.loss.min</c> is the least loss, <c>metrics.`loss.min`</c> the metric of that name.</remarks>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is no such column.</exception>
    public static RunColumn Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        TextRules.CheckStorable("columns", name);
        if (Attributes.TryParse(name, out var kind))
            return new RunColumn(name, kind);
        return TryParseKey(name, Metrics, RunColumnKind.Metric)
            ?? TryParseKey(name, Params, RunColumnKind.Param)
            ?? TryParseKey(name, Tags, RunColumnKind.Tag)
            ?? throw Unknown(name);
    }

    private static RunColumn? TryParseKey(string name, string entity, RunColumnKind kind)
    {
        if (!name.StartsWith(entity, StringComparison.Ordinal) || name.Length == entity.Length)
            return null;
        var rest = name[entity.Length..];
        if (kind == RunColumnKind.Metric)
            return MetricName.Read(rest) is { } metric ? new RunColumn(name, kind, metric.Key, metric.Part) : null;
        if (rest[0] is not ('`' or '"'))
            return new RunColumn(name, kind, rest);
        return rest.Length > 2 && Tokenizer.QuotedLength(rest, 0) == rest.Length ? new RunColumn(name, kind, rest[1..^1]) : null;
    }

    private static LeatException Unknown(string name) => LeatException.InvalidParameter(
        $"There is no column '{SearchErrors.Clip(name)}'. Columns are {string.Join(", ", Attributes.All)}, metrics.KEY, params.KEY and tags.KEY. .last, .min, "
        + ".max or .step may follow a metric's key; a key that itself ends so, or begins with a quote, stands in backticks: metrics.`loss.min`.");
}
