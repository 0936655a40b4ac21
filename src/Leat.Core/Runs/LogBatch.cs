namespace Leat.Core;

/// <summary>Valid points, params and tags for one run, stored all or none.</summary>
public sealed class LogBatch
{
    private LogBatch(string runId, IReadOnlyList<Metric> metrics, IReadOnlyList<Param> parameters, IReadOnlyList<Tag> tags)
    {
        RunId = runId;
        Metrics = metrics;
        Params = parameters;
        Tags = tags;
    }

    /// <summary>The run; it must exist and be active.</summary>
    public string RunId { get; }

    /// <summary>Up to 1,000 points in any order. Values are canonical: −0.0 is 0.0, infinities are ± the largest double; NaN stays NaN.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Up to 100 params, keys unique.</summary>
    public IReadOnlyList<Param> Params { get; }

    /// <summary>Up to 100 tags; if a key occurs more than once, the last one wins.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>Whether the batch came from a single-value call, for which MLflow words its messages differently.</summary>
    public bool IsSingle { get; private init; }

    /// <summary>Validates and creates a batch as <c>runs/log-batch</c> does.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metrics">Points in any order.</param>
    /// <param name="parameters">Params; each key may occur only once.</param>
    /// <param name="tags">Tags; if a key occurs more than once, only the last is kept.</param>
    /// <param name="limits">The store's limits; null for <see cref="InputLimits.Default"/>.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: names the entry, the limit and the remedy.</exception>
    public static LogBatch Create(
        string runId,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null,
        InputLimits? limits = null)
    {
        limits ??= InputLimits.Default;
        metrics ??= [];
        parameters ??= [];
        tags ??= [];
        RunRules.CheckRunId(runId);
        LogRules.CheckBatchSizes(metrics.Count, parameters.Count, tags.Count);
        return new LogBatch(
            runId,
            LogRules.CheckMetrics(metrics),
            LogRules.CheckParams(parameters, limits),
            LogRules.CheckTags(tags, limits));
    }

    /// <summary>Validates and creates a batch of one point as <c>runs/log-metric</c> does.</summary>
    public static LogBatch ForMetric(string runId, in Metric metric) =>
        new(runId, [LogRules.CheckMetric(metric, path: "name")], [], []) { IsSingle = true };

    /// <summary>Validates and creates a batch of one param as <c>runs/log-parameter</c> does.</summary>
    public static LogBatch ForParam(string runId, Param param, InputLimits? limits = null) =>
        new(runId, [], [LogRules.CheckParam(param, path: "key", limits ?? InputLimits.Default)], []) { IsSingle = true };

    /// <summary>Validates and creates a batch of one tag as <c>runs/set-tag</c> does.</summary>
    public static LogBatch ForTag(string runId, Tag tag, InputLimits? limits = null) =>
        new(runId, [], [], [LogRules.CheckTag(tag, path: "key", lengthPath: "key", limits ?? InputLimits.Default)]) { IsSingle = true };
}
