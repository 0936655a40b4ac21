namespace Leat.Core;

/// <summary>One measured value of a run.</summary>
/// <param name="Key">The metric's name, case-sensitive.</param>
/// <param name="Value">Any double; NaN and infinities are legal.</param>
/// <param name="TimestampMs">Unix milliseconds, UTC, not negative.</param>
/// <param name="Step">The training step; any 64-bit integer.</param>
/// <param name="Link">The model or dataset it was measured on, if any.</param>
public readonly record struct Metric(string Key, double Value, long TimestampMs, long Step, MetricLink? Link = null);

/// <summary>What a metric was measured on.</summary>
/// <param name="ModelId">A logged model.</param>
/// <param name="DatasetName">A dataset; never without its digest.</param>
/// <param name="DatasetDigest">The dataset's digest; never without its name.</param>
public sealed record MetricLink(string? ModelId, string? DatasetName, string? DatasetDigest);

/// <summary>One point of a metric's history.</summary>
/// <param name="Step">The training step; any 64-bit integer.</param>
/// <param name="TimestampMs">Unix milliseconds, UTC.</param>
/// <param name="Value">Canonical: no −0.0, and infinities as ± the largest double; NaN is valid.</param>
public readonly record struct MetricPoint(long Step, long TimestampMs, double Value);

/// <summary>Part of one run's history of a metric.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Points">In the order of the query.</param>
public sealed record RunMetricHistory(string RunId, IReadOnlyList<MetricPoint> Points);
