namespace Leat.Core;

/// <summary>Limits of what runs log. Paths in messages follow MLflow: <c>name</c> or <c>metrics[3].name</c>.</summary>
public static class LogRules
{
    /// <summary>Longest metric, param or tag key, in code points.</summary>
    public const int MaxKeyLength = 250;

    /// <summary>Longest param value, in code points; longer ones are truncated.</summary>
    public const int MaxParamValueLength = 6_000;

    /// <summary>Longest tag value, in code points; longer ones are truncated.</summary>
    public const int MaxTagValueLength = 8_000;

    /// <summary>Maximum points per batch, and maximum entries of all kinds together.</summary>
    public const int MaxMetricsPerBatch = 1_000;

    /// <summary>Maximum params per batch.</summary>
    public const int MaxParamsPerBatch = 100;

    /// <summary>Maximum tags per batch.</summary>
    public const int MaxTagsPerBatch = 100;

    internal static void CheckBatchSizes(int metrics, int parameters, int tags)
    {
        CheckSize(metrics, MaxMetricsPerBatch, "metrics");
        CheckSize(parameters, MaxParamsPerBatch, "params");
        CheckSize(tags, MaxTagsPerBatch, "tags");
        CheckSize(metrics + parameters + tags, MaxMetricsPerBatch, "metrics, params, and tags");
    }

    internal static IReadOnlyList<Metric> CheckMetrics(IReadOnlyList<Metric> metrics)
    {
        if (metrics.Count == 0)
            return metrics;
        var result = new Metric[metrics.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var metric = metrics[i];
            if (!IsPlainlyValid(metric))
                metric = CheckMetric(metric, $"metrics[{i}].name");
            result[i] = metric with { Value = MetricValues.Canonical(metric.Value) };
        }

        return result;
    }

    /// <summary>Fast path for the usual case, without building a path: short ASCII keys whose parts between slashes, as in
    /// <c>train/loss</c>, are neither empty nor start with a dot.</summary>
    private static bool IsPlainlyValid(in Metric metric)
    {
        var key = metric.Key;
        if (key.Length is 0 or > MaxKeyLength || metric.TimestampMs < 0 || metric.Link is not null)
            return false;
        var isFirstOfPart = true;
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-' or ' ' or ':' or '/'))
                return false;
            if (isFirstOfPart && c is ('.' or '/'))
                return false;
            isFirstOfPart = c == '/';
        }

        return !isFirstOfPart;
    }

    internal static Metric CheckMetric(in Metric metric, string path)
    {
        TextRules.CheckKey(path, metric.Key);
        if (metric.TimestampMs < 0)
        {
            var field = path[..^"name".Length] + "timestamp";
            throw LeatException.InvalidParameter(
                $"Invalid value {metric.TimestampMs} for parameter '{field}' supplied: metric '{metric.Key}' "
                + $"(value={PythonFormat.OfDouble(metric.Value)}). Timestamp must be a nonnegative long (64-bit integer) ");
        }

        TextRules.CheckLength("Metric name", metric.Key, MaxKeyLength);
        if (metric.Link is { } link && (link.DatasetName is null) != (link.DatasetDigest is null))
        {
            throw LeatException.InvalidParameter(
                "Both dataset_name and dataset_digest must be provided if one is provided");
        }

        if (metric.Link is { DatasetName: { } dataset, DatasetDigest: { } digest })
            DatasetRules.CheckReference(dataset, digest);

        return metric with { Value = MetricValues.Canonical(metric.Value) };
    }

    internal static IReadOnlyList<Param> CheckParams(IReadOnlyList<Param> parameters, InputLimits limits)
    {
        if (parameters.Count == 0)
            return parameters;
        var result = new Param[parameters.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = CheckParam(parameters[i], $"params[{i}].key", limits);

        var duplicates = result.GroupBy(p => p.Key, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => $"'{g.Key}'").ToList();
        if (duplicates.Count > 0)
        {
            throw LeatException.InvalidParameter(
                $"Duplicate parameter keys have been submitted: [{string.Join(", ", duplicates)}]. "
                + "Please ensure the request contains only one param value per param key.");
        }

        return result;
    }

    internal static Param CheckParam(Param param, string path, InputLimits limits)
    {
        TextRules.CheckKey(path, param.Key);
        TextRules.CheckLength("Param key", param.Key, MaxKeyLength);
        TextRules.CheckStorable(path[..^"key".Length] + "value", param.Value);
        return param with { Value = Limit("Param value", param.Value, MaxParamValueLength, limits) };
    }

    internal static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags, InputLimits limits)
    {
        if (tags.Count == 0)
            return tags;
        var result = new Tag[tags.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = CheckTag(tags[i], $"tags[{i}].key", $"tags[{i}].key", limits);
        return TagRules.LastOfEachKey(result);
    }

    internal static Tag CheckTag(Tag tag, string path, string lengthPath, InputLimits limits)
    {
        TextRules.CheckKey(path, tag.Key);
        TextRules.CheckLength(lengthPath, tag.Key, MaxKeyLength);
        var valuePath = lengthPath[..^"key".Length] + "value";
        TextRules.CheckStorable(valuePath, tag.Value);
        return tag with { Value = LimitTagValue(valuePath, tag.Value, limits) };
    }

    internal static string LimitTagValue(string what, string value, InputLimits limits) => Limit(what, value, MaxTagValueLength, limits);

    private static void CheckSize(int count, int limit, string what)
    {
        if (count > limit)
        {
            throw LeatException.InvalidParameter(
                $"A batch logging request can contain at most {limit} {what}. Got {count} {what}. "
                + $"Please split up {what} across multiple requests and try again.");
        }
    }

    private static string Limit(string what, string value, int length, InputLimits limits)
    {
        if (limits.CutsLongValues)
            return TextRules.Truncate(value, length);
        TextRules.CheckLength(what, value, length);
        return value;
    }
}
