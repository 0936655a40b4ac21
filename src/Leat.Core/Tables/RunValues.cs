namespace Leat.Core;

/// <summary>Which values of a param, tag or attribute to list, for completion and for choosing.</summary>
/// <param name="ExperimentIds">Experiments to look in; none gives no values.</param>
/// <param name="Field">A param, a tag, or one of <c>status</c>, <c>run_name</c> and <c>user_id</c>.</param>
/// <param name="Prefix">How the values begin; empty for all.</param>
/// <param name="MaxResults">How many values, 1 to <see cref="MaxValues"/>.</param>
public sealed record RunValueQuery(IReadOnlyList<string> ExperimentIds, RunColumn Field, string Prefix, int MaxResults)
{
    /// <summary>The most values of one answer.</summary>
    public const int MaxValues = 1_000;

    /// <summary>The values of an answer when nothing is said.</summary>
    public const int DefaultValues = 20;

    /// <summary>How many runs of an experiment are looked at; the values of further ones may be missing.</summary>
    public const int MaxRuns = 100_000;

    /// <summary>A query within the limits.</summary>
    /// <param name="experimentIds">Experiments to look in.</param>
    /// <param name="key">The name of the field: <c>params.KEY</c>, <c>tags.KEY</c>, <c>status</c>, <c>run_name</c> or <c>user_id</c>; an attribute
    /// may have <c>attributes.</c> before it.</param>
    /// <param name="prefix">How the values begin; null or empty for all.</param>
    /// <param name="maxResults">How many values.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: another field, or too many values.</exception>
    public static RunValueQuery Create(IReadOnlyList<string> experimentIds, string key, string? prefix = null, long maxResults = DefaultValues)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        ArgumentNullException.ThrowIfNull(key);
        const string attributes = "attributes.";
        var field = RunColumn.Parse(key.StartsWith(attributes, StringComparison.Ordinal) ? key[attributes.Length..] : key);
        if (field.Kind is not (RunColumnKind.Param or RunColumnKind.Tag or RunColumnKind.Status or RunColumnKind.RunName or RunColumnKind.UserId))
        {
            throw LeatException.InvalidParameter(
                $"The values of '{Search.SearchErrors.Clip(key)}' cannot be listed. Those of params.KEY, tags.KEY, status, run_name and user_id can.");
        }

        if (!string.IsNullOrEmpty(prefix))
            TextRules.CheckStorable("prefix", prefix);
        return new RunValueQuery(experimentIds, field, prefix ?? "", PageSize.Check(maxResults, MaxValues));
    }
}

/// <summary>A value and how many runs have it, whatever their stage.</summary>
/// <param name="Value">The value.</param>
/// <param name="Runs">How many of the runs looked at have it.</param>
public readonly record struct RunValue(string Value, long Runs);

/// <summary>Values of a field.</summary>
/// <param name="Values">The most frequent first, then by value.</param>
/// <param name="HasMore">Whether there are, or may be, others.</param>
public sealed record RunValueList(IReadOnlyList<RunValue> Values, bool HasMore);
