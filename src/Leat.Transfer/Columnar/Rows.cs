using Leat.Core;

namespace Leat.Transfer.Columnar;

/// <summary>A param, tag or other text of a thing.</summary>
internal readonly record struct OwnedText(string Owner, string Key, string Value);

/// <summary>What a metric of a run came to.</summary>
internal readonly record struct SeriesSummary(string RunId, string Key, MetricPoint Last, long Points, double Min, double Max);

/// <summary>A point of a run's metric.</summary>
internal readonly record struct SeriesPoint(string RunId, string Key, MetricPoint Point);

/// <summary>A dataset that a run used.</summary>
internal readonly record struct UsedDataset(string RunId, DatasetInput Input);

/// <summary>A logged model that a run used or, with a step, made.</summary>
internal readonly record struct RunModel(string RunId, string ModelId, long? Step);

/// <summary>A metric of a logged model.</summary>
internal readonly record struct ScoredModel(string ModelId, ModelMetric Score);

/// <summary>An alias of a registered model.</summary>
internal readonly record struct AliasOfModel(string Name, ModelAlias Alias);

/// <summary>A tag of a version of a registered model.</summary>
internal readonly record struct VersionTag(ModelVersion Version, Tag Tag);

/// <summary>A run that a trace belongs to.</summary>
internal readonly record struct TraceOfRun(string TraceId, string RunId);
