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

    /// <summary>In the order of <see cref="MetricPart"/>.</summary>
    private static readonly string[] PartNames = [".last", ".min", ".max", ".step"];

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
        var isQuoted = rest[0] is '`' or '"';
        var keyLength = isQuoted ? Tokenizer.QuotedLength(rest, 0) : rest.Length;
        if (kind == RunColumnKind.Metric && PartAt(rest, isQuoted ? keyLength : null) is { } part)
            keyLength = rest.Length - PartNames[(int)part].Length;
        else if (keyLength != rest.Length)
            return null;
        else
            part = MetricPart.Last;
        var key = isQuoted ? rest[1..(keyLength - 1)] : rest[..keyLength];
        return key.Length == 0 ? null : new RunColumn(name, kind, key, part);
    }

    /// <summary>The part that a metric's column ends with.</summary>
    /// <param name="rest">What follows the first dot.</param>
    /// <param name="keyLength">The length of the key before it, if that is known: at least one character otherwise.</param>
    private static MetricPart? PartAt(string rest, int? keyLength)
    {
        var index = Array.FindIndex(PartNames, part => rest.EndsWith(part, StringComparison.Ordinal)
            && (keyLength is { } length ? length + part.Length == rest.Length : part.Length < rest.Length));
        return index < 0 ? null : (MetricPart)index;
    }

    private static LeatException Unknown(string name) => LeatException.InvalidParameter(
        $"There is no column '{SearchErrors.Clip(name)}'. Columns are {string.Join(", ", Attributes.All)}, metrics.KEY, params.KEY and tags.KEY. .last, .min, "
        + ".max or .step may follow a metric's key; a key that itself ends so, or begins with a quote, stands in backticks: metrics.`loss.min`.");
}
