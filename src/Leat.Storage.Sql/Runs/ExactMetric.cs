using Leat.Core.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>A metric that is a number, and not NaN, which filters take for 0.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The number, as it is stored.</param>
internal sealed record ExactMetric(string Key, double Value) : Condition(SearchEntity.Metric, Key, Comparator.Equal);
